/**
 * What rules look at and what they order, each through real calls in virtual time: the loader, the
 * rules, the engine and the adapters together.
 */
package io.invitebridge.tests.routing;
