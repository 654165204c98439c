// The native half of a Flutter plugin, as the clone's guide to call invitations shows it. Its four
// samples stand here as they are, with a method call and a channel of Flutter's made up around them.
package sample

import io.invitebridge.client.*
import io.invitebridge.client.anyrtc.ArRtmClient

/** Flutter's answer to a call from Dart. */
interface Result {
  fun success(result: Any?)
}

class FlutterPlugin(appId: String, private val channel: (String, Map<String, Any?>) -> Unit) :
    RtmClientListener, RtmCallEventListener {

  val rtmClient = ArRtmClient(null, appId, this, this)

  fun login(userId: String, result: Result) {
    rtmClient.rtmClient.login("", userId, object : ResultCallback<Void> {
      override fun onSuccess(resp: Void?) {
        runMainThread { result.success(hashMapOf("errorCode" to 0)) }
      }

      override fun onFailure(code: ErrorInfo) {
        runMainThread { result.success(hashMapOf("errorCode" to code.getErrorCode())) }
      }
    })
  }

  fun sendLocalInvitation(calleeId: String, content: String?, result: Result) {
    val localInvitation = rtmClient.callKit.createLocalInvitation(calleeId)
    localInvitation.content = content
    rtmClient.callKit.sendLocalInvitation(localInvitation, object : ResultCallback<Void> {
      override fun onSuccess(resp: Void?) {
        runMainThread {
          rtmClient.localInvitations[localInvitation.calleeId] = localInvitation
          result.success(hashMapOf(
              "errorCode" to 0
          ))
        }
      }

      override fun onFailure(code: ErrorInfo) {
        runMainThread {
          result.success(hashMapOf("errorCode" to code.getErrorCode()))
        }
      }
    })
  }

  fun acceptRemoteInvitation(callerId: String, response: String?, result: Result) {
    val remoteInvitation = rtmClient.remoteInvitations[callerId] ?: return
    remoteInvitation.response = response
    rtmClient.callKit.acceptRemoteInvitation(remoteInvitation, object : ResultCallback<Void> {
      override fun onSuccess(resp: Void?) {
        runMainThread {
          rtmClient.remoteInvitations.remove(remoteInvitation.callerId)
          result.success(hashMapOf(
              "errorCode" to 0
          ))
        }
      }

      override fun onFailure(code: ErrorInfo) {
        runMainThread {
          result.success(hashMapOf("errorCode" to code.getErrorCode()))
        }
      }
    });
  }

  override
  fun onRemoteInvitationCanceled(remoteInvitation: RemoteInvitation) {
    rtmClient.remoteInvitations.remove(remoteInvitation.callerId)
    sendClientEvent("onRemoteInvitationCanceled", hashMapOf(
        "remoteInvitation" to hashMapOf(
            "callerId" to remoteInvitation.callerId,
            "content" to remoteInvitation.content,
            "channelId" to remoteInvitation.channelId,
            "state" to remoteInvitation.state,
            "response" to remoteInvitation.response
        )
    ))
  }

  override fun onRemoteInvitationReceived(remoteInvitation: RemoteInvitation) {
    rtmClient.remoteInvitations[remoteInvitation.callerId] = remoteInvitation
    sendClientEvent("onRemoteInvitationReceivedByPeer", hashMapOf("callerId" to remoteInvitation.callerId))
  }

  // Other Kotlin code writes the parameters as platform types or as nullable ones; both override.
  override fun onLocalInvitationReceivedByPeer(localInvitation: LocalInvitation?) {}
  override fun onLocalInvitationAccepted(localInvitation: LocalInvitation?, response: String?) {
    sendClientEvent("onLocalInvitationAccepted", hashMapOf("response" to response))
  }
  override fun onLocalInvitationRefused(localInvitation: LocalInvitation, response: String?) {}
  override fun onLocalInvitationCanceled(localInvitation: LocalInvitation) {}
  override fun onLocalInvitationFailure(localInvitation: LocalInvitation, errorCode: Int) {
    if (errorCode == RtmStatusCode.LocalInvitationError.LOCAL_INVITATION_ERR_PEER_OFFLINE) {
      sendClientEvent("offline", hashMapOf())
    }
  }
  override fun onRemoteInvitationAccepted(remoteInvitation: RemoteInvitation) {}
  override fun onRemoteInvitationRefused(remoteInvitation: RemoteInvitation?) {}
  override fun onRemoteInvitationFailure(remoteInvitation: RemoteInvitation?, errorCode: Int) {}

  override fun onConnectionStateChanged(state: Int, reason: Int) {}
  override fun onMessageReceived(message: RtmMessage?, peerId: String?) {}
  override fun onTokenExpired() {}
  override fun onPeersOnlineStatusChanged(status: MutableMap<String, Int>?) {}

  private fun runMainThread(task: () -> Unit) = task()

  private fun sendClientEvent(name: String, arguments: Map<String, Any?>) = channel(name, arguments)
}
