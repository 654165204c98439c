/**
 * For applications of anyRTC's clone of RTM 1.x. Its Java classes are those of RTM 1.x under
 * another package name ({@code org.ar.rtm}), so such an application imports {@code
 * io.invitebridge.client.*}; what the clone has beside them is here.
 */
@NullUnmarked // As the API it stands for: Kotlin sees platform types.
package io.invitebridge.client.anyrtc;

import org.jspecify.annotations.NullUnmarked;
