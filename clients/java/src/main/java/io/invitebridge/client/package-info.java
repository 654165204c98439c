/**
 * The client library for app developers on the JVM and on Android.
 *
 * <p>It logs an app user in at the bridge, sends and receives call invitations, and survives short
 * losses of the network by resuming its session. The names, numbers and the order of the callbacks
 * are those of RTM 1.x, so that an app moves over by changing its imports and giving the bridge's
 * address. What goes beyond RTM 1.x is in {@link io.invitebridge.client.RtmCallExtension} and
 * {@link io.invitebridge.client.CallInvitation}; code that knows only the original never meets it.
 *
 * <p>It shares no code with the server and depends on OkHttp and Gson only. What is below {@code
 * internal} may change at any time.
 *
 * <p>Nullness: the types an app implements or receives are deliberately left unmarked. Kotlin sees
 * them as platform types, as it saw the original, and so accepts overrides with {@code
 * LocalInvitation} and with {@code LocalInvitation?}. The Javadoc says what may be null.
 *
 * <p>Threads: every method may be called from any thread, also from a callback, and returns without
 * waiting. All callbacks of one client run one after another on one thread that belongs to that
 * client, never inside the call that caused them. A slow callback delays the later ones, not the
 * connection.
 */
@NullUnmarked
package io.invitebridge.client;

import org.jspecify.annotations.NullUnmarked;
