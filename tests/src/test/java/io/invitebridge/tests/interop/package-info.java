/**
 * The whole bridge against SIP programs that others wrote: Kamailio as registrar and proxy, baresip
 * as a phone. They are started on free ports of the loopback address, with the configuration that
 * docs/interop.md shows. Where a program is not installed its tests are skipped and say so.
 */
package io.invitebridge.tests.interop;
