import { END_CALL_PREFIX } from "../api/constants.js";
import { type ErrorGroup, type RtmError, RtmErrorCode } from "../api/errors.js";
import type { OpenCall, SessionChangeKind } from "../api/types.js";
import type { Callbacks } from "../callbacks.js";
import type { Fields, Notification, Params } from "../connection/codec.js";
import type { Session } from "../connection/session.js";
import { CHANNEL_ID_BYTES, TEXT_BYTES, isUserId } from "../limits.js";
import type { Log } from "../log.js";
import {
  checked,
  extras,
  invalid,
  permitInCall,
  permitLocal,
  permitRemote,
  word,
} from "./checks.js";
import { type LocalActions, LocalInvitation } from "./local.js";
import {
  type LocalTrigger,
  type RemoteTrigger,
  isFinalLocal,
  isFinalRemote,
  localStep,
  remoteStep,
} from "./machine.js";
import { type News, USER_NOT_LOGGED_IN, localArguments, news, remoteArguments } from "./news.js";
import { type RemoteActions, RemoteInvitation } from "./remote.js";

const { INVALID_ARGUMENT, ALREADY_END, ALREADY_ACCEPT, ALREADY_SENT } =
  RtmErrorCode.InvitationApiCallError;
/** The bridge's own numbers in this group. */
const TOO_OFTEN = 6;
const REJECTED = 7;
const AGAIN_MILLIS = 1_000;
const ANSWER_MILLIS = 10_000;
/** RTM has no numbers for these; where they occur the invitation fails or has ended. */
const ERRORS: ErrorGroup = {
  failure: INVALID_ARGUMENT,
  timeout: ALREADY_END,
  notLoggedIn: USER_NOT_LOGGED_IN,
  tooOften: TOO_OFTEN,
};
const CHANGE_ERRORS: ErrorGroup = { ...ERRORS, timeout: REJECTED, notLoggedIn: ALREADY_END };
const CHANGES: readonly SessionChangeKind[] = [
  "offer",
  "answer",
  "refusal",
  "withdrawal",
  "transfer",
  "transfer-trying",
  "transfer-done",
  "transfer-failed",
  "transfer-withdrawn",
];
const DONE_BEFORE: readonly number[] = [ALREADY_SENT, ALREADY_ACCEPT, ALREADY_END];

const LOCAL_NOTIFICATIONS: ReadonlyMap<string, LocalTrigger> = new Map([
  ["localInvitationReceivedByPeer", "receivedByPeer"],
  ["localInvitationProgress", "progress"],
  ["localInvitationAccepted", "accepted"],
  ["localInvitationRefused", "refused"],
  ["localInvitationCanceled", "canceled"],
  ["localInvitationFailure", "failed"],
  ["sessionChanged", "sessionChanged"],
  ["callEnded", "callEnded"],
]);
const REMOTE_NOTIFICATIONS: ReadonlyMap<string, RemoteTrigger> = new Map([
  ["remoteInvitationAccepted", "accepted"],
  ["remoteInvitationRefused", "refused"],
  ["remoteInvitationCanceled", "canceled"],
  ["remoteInvitationFailure", "failed"],
  ["sessionChanged", "sessionChanged"],
  ["callEnded", "callEnded"],
]);

/**
 * The invitations of one client that have been sent or received and are not over: takes the app's
 * calls and the bridge's words, and is the one place where a machine's step is performed.
 */
export class CallDesk implements LocalActions, RemoteActions {
  private readonly locals = new Map<string, LocalInvitation>();
  private readonly remotes = new Map<string, RemoteInvitation>();

  constructor(
    private readonly session: Session,
    private readonly callbacks: Callbacks,
    private readonly newId: () => string,
    private readonly received: (invitation: RemoteInvitation) => void,
    private readonly log: Log,
  ) {}

  create(calleeId: string): LocalInvitation {
    return new LocalInvitation(this, this.newId(), calleeId);
  }

  // The app's calls.

  send(invitation: LocalInvitation): void {
    const trigger = this.session.isLoggedIn() ? "send" : "sendLoggedOut";
    permitLocal(invitation, trigger);
    const { calleeId } = invitation;
    const content = checked("content", invitation.content, TEXT_BYTES);
    const channelId = checked("channelId", invitation.channelId, CHANNEL_ID_BYTES);
    const more = extras(invitation);
    if (!isUserId(calleeId)) {
      throw invalid("The callee id is empty, too long or has forbidden characters.");
    }
    if (trigger === "sendLoggedOut") {
      this.applyLocal(invitation, trigger, { reason: "not-logged-in" });
      return;
    }
    this.applyLocal(invitation, trigger, {});
    this.askLocal(invitation, "invite", { calleeId, content, channelId, ...more });
  }

  cancel(invitation: LocalInvitation, reason: unknown): void {
    permitLocal(invitation, "cancel");
    const text = checked("reason", word(reason), TEXT_BYTES);
    this.askLocal(invitation, "cancel", { reason: text });
  }

  accept(invitation: RemoteInvitation): void {
    permitRemote(invitation, "accept");
    const response = checked("response", invitation.response, TEXT_BYTES);
    this.applyRemote(invitation, "accept", {});
    this.askRemote(invitation, "accept", { response });
  }

  refuse(invitation: RemoteInvitation, reason: unknown): void {
    permitRemote(invitation, "refuse");
    const response = checked("response", invitation.response, TEXT_BYTES);
    this.applyRemote(invitation, "refuse", {});
    this.askRemote(invitation, "refuse", { response, reason: word(reason) });
  }

  end(invitation: LocalInvitation | RemoteInvitation, info: unknown): void {
    permitInCall(invitation, "end");
    const { invitationId } = invitation;
    const params = { invitationId, info: checked("info", word(info), TEXT_BYTES) };
    const over = () => this.callEnded(invitation, { reason: "hung-up" });
    this.ask("end", params, over, (error) => {
      if (error.code === ALREADY_END) {
        over();
      }
    });
  }

  /** Not sent again after a loss: the other side would hear a second offer. */
  async change(
    invitation: LocalInvitation | RemoteInvitation,
    change: unknown,
    text: unknown,
  ): Promise<void> {
    permitInCall(invitation, "change");
    if (!CHANGES.some((known) => known === change)) {
      throw invalid(`The change is none of ${CHANGES.join(", ")}.`);
    }
    const { invitationId } = invitation;
    const params = { invitationId, change, content: checked("content", text, TEXT_BYTES) };
    await new Promise<Fields>((done, failed) => {
      this.session.submit({
        method: "changeSession",
        params,
        onLoss: "fail",
        errors: CHANGE_ERRORS,
        timeoutMillis: ANSWER_MILLIS,
        done,
        failed,
      });
    });
  }

  /** What the bridge says is on. */
  async openCalls(): Promise<OpenCall[]> {
    const result = await new Promise<Fields>((done, failed) => {
      this.session.submit({
        method: "calls",
        params: {},
        onLoss: "repeat",
        errors: ERRORS,
        timeoutMillis: ANSWER_MILLIS,
        done,
        failed,
      });
    });
    return result.objects("calls").map((fields) => this.openCall(fields));
  }

  private openCall(fields: Fields): OpenCall {
    const invitationId = fields.text("invitationId");
    const isLocal = fields.text("side") === "local";
    const known = isLocal ? this.locals.get(invitationId) : this.remotes.get(invitationId);
    return {
      invitationId,
      invitation: known as OpenCall["invitation"],
      isLocal,
      peerId: fields.text("peerId"),
      channelId: fields.textOr("channelId", ""),
      state: fields.text("state") as OpenCall["state"],
    };
  }

  /** A message that RTM apps hang up with ends the call here too, as the bridge does not say so. */
  messageSent(peerId: string, text: string): void {
    const ends = (channelId: string) =>
      channelId && text.startsWith(`${END_CALL_PREFIX}_${channelId}_`);
    const local = [...this.locals.values()].find(
      (call) => call.inCall && call.calleeId === peerId && ends(call.channelId),
    );
    const remote = [...this.remotes.values()].find(
      (call) => call.inCall && call.callerId === peerId && ends(call.channelId),
    );
    const call = local ?? remote;
    if (call) {
      this.callEnded(call, { reason: "hung-up" });
    }
  }

  // The bridge's words.

  /** Takes a notification; false when it is not about invitations. */
  take({ method, fields }: Notification): boolean {
    if (method === "remoteInvitationReceived") {
      this.arrived(fields);
      return true;
    }
    const local = LOCAL_NOTIFICATIONS.get(method);
    const remote = REMOTE_NOTIFICATIONS.get(method);
    if (!local && !remote) {
      return false;
    }
    const id = fields.text("invitationId");
    const mine = local && this.locals.get(id);
    const theirs = remote && this.remotes.get(id);
    if (mine) {
      this.applyLocal(mine, local, news(fields));
    } else if (theirs) {
      this.applyRemote(theirs, remote, news(fields));
    } else {
      this.log.info(`Invitation ${id}: ${method} is late.`);
    }
    return true;
  }

  /** The session is over: every invitation gets its final word. */
  sessionOver(reason: string): void {
    [...this.locals.values()].forEach((call) => this.applyLocal(call, "sessionOver", { reason }));
    [...this.remotes.values()].forEach((call) => this.applyRemote(call, "sessionOver", { reason }));
  }

  private arrived(fields: Fields): void {
    const invitation = new RemoteInvitation(this, {
      invitationId: fields.text("invitationId"),
      callerId: fields.text("callerId"),
      callerName: fields.textOr("callerName", ""),
      content: fields.textOr("content", ""),
      channelId: fields.textOr("channelId", ""),
      data: fields.textOr("data", ""),
    });
    if (this.remotes.has(invitation.invitationId)) {
      this.log.info(`Invitation ${invitation.invitationId} arrived again.`);
      return;
    }
    this.remotes.set(invitation.invitationId, invitation);
    this.callbacks.post(() => this.received(invitation));
  }

  // Performing.

  private askLocal(invitation: LocalInvitation, method: string, params: Params): void {
    const { invitationId } = invitation;
    this.ask(
      method,
      { invitationId, ...params },
      () => {},
      ({ code }) => {
        // Other numbers of this group are not those of a failure.
        const known = code === USER_NOT_LOGGED_IN ? code : 0;
        this.applyLocal(invitation, "rejected", { code: known, reason: "rejected" });
      },
    );
  }

  private askRemote(invitation: RemoteInvitation, method: string, params: Params): void {
    const { invitationId } = invitation;
    this.ask(
      method,
      { invitationId, ...params },
      () => {},
      () => this.applyRemote(invitation, "rejected", { reason: "rejected" }),
    );
  }

  /** The API has no answers to these calls, so a refusal has to be told as an event. */
  private ask(
    method: string,
    params: Params,
    done: () => void,
    refused: (error: RtmError) => void,
  ): void {
    const failed = (error: RtmError, sentTwice: boolean) => {
      if (sentTwice && DONE_BEFORE.includes(error.code)) {
        done(); // The first one had arrived.
      } else if (error.code === TOO_OFTEN && method !== "invite") {
        // The other side is waiting for it.
        setTimeout(() => this.ask(method, params, done, refused), AGAIN_MILLIS);
      } else {
        this.note(error, method, params);
        refused(error);
      }
    };
    this.session.submit({
      method,
      params,
      onLoss: "repeat-in-session",
      errors: ERRORS,
      timeoutMillis: 0,
      done,
      failed,
    });
  }

  private note(error: RtmError, method: string, params: Params): void {
    const line = `Invitation ${params.invitationId}: ${method}: ${error.message}`;
    if (error.code === USER_NOT_LOGGED_IN) {
      this.log.info(line); // It has ended with the session, and that has been told.
    } else {
      this.log.warn(line);
    }
  }

  private callEnded(call: LocalInvitation | RemoteInvitation, told: News): void {
    if (call instanceof LocalInvitation) {
      this.applyLocal(call, "callEnded", told);
    } else {
      this.applyRemote(call, "callEnded", told);
    }
  }

  private applyLocal(call: LocalInvitation, trigger: LocalTrigger, told: News): void {
    const before = call.moment;
    const step = localStep(before, trigger);
    this.log.info(`Local invitation ${call.invitationId}: ${trigger}: ${step.next}`);
    call.move(step.next);
    if (isFinalLocal(step.next)) {
      this.locals.delete(call.invitationId);
    } else if (trigger === "send") {
      this.locals.set(call.invitationId, call);
    }
    if (step.events.length > 0 && step.next !== before) {
      call.response = told.response ?? call.response;
      call.endReason = told.reason ?? "";
    }
    for (const event of step.events) {
      const args = localArguments(event, call, step.failure, told);
      this.callbacks.post(() => call.tell(event, args));
    }
  }

  private applyRemote(call: RemoteInvitation, trigger: RemoteTrigger, told: News): void {
    const before = call.moment;
    const step = remoteStep(before, trigger);
    this.log.info(`Remote invitation ${call.invitationId}: ${trigger}: ${step.next}`);
    call.move(step.next);
    if (isFinalRemote(step.next)) {
      this.remotes.delete(call.invitationId);
    }
    if (step.events.length > 0 && step.next !== before) {
      call.endReason = told.reason ?? "";
    }
    for (const event of step.events) {
      const args = remoteArguments(event, call, step.failure, told);
      this.callbacks.post(() => call.emit(event, ...args));
    }
  }
}
