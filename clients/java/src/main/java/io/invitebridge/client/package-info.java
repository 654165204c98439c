/**
 * The client library for app developers on the JVM and on Android.
 *
 * <p>It logs an app user in at the bridge, sends and receives call invitations, and survives short
 * losses of the network by resuming its session. The names are those of an RTM 1.x call manager
 * (local and remote invitation, received by peer, accepted, refused, canceled, failure), so that an
 * app can move over with few changes. It shares no code with the server and depends on OkHttp and
 * Gson only.
 */
@NullMarked
package io.invitebridge.client;

import org.jspecify.annotations.NullMarked;
