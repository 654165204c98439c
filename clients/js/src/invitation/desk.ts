import {
  END_CALL_PREFIX,
  type LocalInvitationFailureReason,
  type RemoteInvitationFailureReason,
} from "../api/constants.js";
import { type ErrorGroup, RtmError, RtmErrorCode } from "../api/errors.js";
import type { Callbacks } from "../callbacks.js";
import type { Fields, Notification, Params } from "../connection/codec.js";
import type { Session } from "../connection/session.js";
import { CHANNEL_ID_BYTES, TEXT_BYTES, fits, isUserId } from "../limits.js";
import type { Log } from "../log.js";
import { type LocalActions, LocalInvitation } from "./local.js";
import {
  type LocalEvent,
  type LocalTrigger,
  type RemoteEvent,
  type RemoteTrigger,
  isFinalLocal,
  isFinalRemote,
  localStep,
  remoteStep,
} from "./machine.js";
import { type RemoteActions, RemoteInvitation } from "./remote.js";

const { INVALID_ARGUMENT, ALREADY_END, ALREADY_ACCEPT, ALREADY_SENT } =
  RtmErrorCode.InvitationApiCallError;
/** The bridge's own number in this group, for which RTM has a failure. */
const USER_NOT_LOGGED_IN = 102;
/** RTM has no numbers for these; where they occur the invitation fails or has ended. */
const ERRORS: ErrorGroup = {
  failure: INVALID_ARGUMENT,
  timeout: ALREADY_END,
  notLoggedIn: USER_NOT_LOGGED_IN,
  tooOften: INVALID_ARGUMENT,
};
const DONE_BEFORE: readonly number[] = [ALREADY_SENT, ALREADY_ACCEPT, ALREADY_END];

const LOCAL_FAILURES: Readonly<Record<number, LocalInvitationFailureReason>> = {
  1: "PEER_OFFLINE",
  2: "PEER_NO_RESPONSE",
  3: "INVITATION_EXPIRE",
  4: "NOT_LOGGEDIN",
  [USER_NOT_LOGGED_IN]: "NOT_LOGGEDIN",
};
const REMOTE_FAILURES: Readonly<Record<number, RemoteInvitationFailureReason>> = {
  1: "PEER_OFFLINE",
  2: "ACCEPT_FAILURE",
  3: "INVITATION_EXPIRE",
};

const LOCAL_NOTIFICATIONS: Readonly<Record<string, LocalTrigger>> = {
  localInvitationReceivedByPeer: "receivedByPeer",
  localInvitationAccepted: "accepted",
  localInvitationRefused: "refused",
  localInvitationCanceled: "canceled",
  localInvitationFailure: "failed",
  callEnded: "callEnded",
};
const REMOTE_NOTIFICATIONS: Readonly<Record<string, RemoteTrigger>> = {
  remoteInvitationAccepted: "accepted",
  remoteInvitationRefused: "refused",
  remoteInvitationCanceled: "canceled",
  remoteInvitationFailure: "failed",
  callEnded: "callEnded",
};

/** What comes along with a trigger; all of it may be empty. */
interface News {
  readonly code?: number;
  readonly response?: string;
  readonly reason?: string;
  readonly info?: string;
  readonly content?: string;
}

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
    if (!isUserId(calleeId)) {
      throw invalid("The callee id is empty, too long or has forbidden characters.");
    }
    if (trigger === "sendLoggedOut") {
      this.applyLocal(invitation, trigger, { reason: "not-logged-in" });
      return;
    }
    this.applyLocal(invitation, trigger, {});
    this.askLocal(invitation, "invite", { calleeId, content, channelId });
  }

  cancel(invitation: LocalInvitation, reason: unknown): void {
    permitLocal(invitation, "cancel");
    this.askLocal(invitation, "cancel", { reason: word(reason) });
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
    if (invitation instanceof LocalInvitation) {
      permitLocal(invitation, "end");
    } else {
      permitRemote(invitation, "end");
    }
    const { invitationId } = invitation;
    const params = { invitationId, info: checked("info", word(info), TEXT_BYTES) };
    const over = () => this.callEnded(invitation, { reason: "hung-up" });
    this.ask("end", params, over, (error) => {
      if (error.code === ALREADY_END) {
        over();
      }
    });
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
    const local = LOCAL_NOTIFICATIONS[method];
    const remote = REMOTE_NOTIFICATIONS[method];
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
    this.session.submit({
      method,
      params,
      onLoss: "repeat-in-session",
      errors: ERRORS,
      timeoutMillis: 0,
      done,
      failed: (error, sentTwice) => {
        if (sentTwice && DONE_BEFORE.includes(error.code)) {
          done(); // The first one had arrived.
        } else {
          const line = `Invitation ${params.invitationId}: ${method}: ${error.message}`;
          if (error.code === USER_NOT_LOGGED_IN) {
            this.log.info(line); // It has ended with the session, and that has been told.
          } else {
            this.log.warn(line);
          }
          refused(error);
        }
      },
    });
  }

  private callEnded(call: LocalInvitation | RemoteInvitation, told: News): void {
    if (call instanceof LocalInvitation) {
      this.applyLocal(call, "callEnded", told);
    } else {
      this.applyRemote(call, "callEnded", told);
    }
  }

  private applyLocal(call: LocalInvitation, trigger: LocalTrigger, told: News): void {
    const step = localStep(call.moment, trigger);
    this.log.info(`Local invitation ${call.invitationId}: ${trigger}: ${step.next}`);
    call.move(step.next);
    if (isFinalLocal(step.next)) {
      this.locals.delete(call.invitationId);
    } else if (trigger === "send") {
      this.locals.set(call.invitationId, call);
    }
    if (step.events.length > 0) {
      call.response = told.response ?? call.response;
      call.endReason = told.reason ?? "";
    }
    const failure = step.failure ?? LOCAL_FAILURES[told.code ?? 0] ?? "UNKNOWN";
    for (const event of step.events) {
      const args = localArguments(event, call, failure, told);
      this.callbacks.post(() => call.tell(event, args));
    }
  }

  private applyRemote(call: RemoteInvitation, trigger: RemoteTrigger, told: News): void {
    const step = remoteStep(call.moment, trigger);
    this.log.info(`Remote invitation ${call.invitationId}: ${trigger}: ${step.next}`);
    call.move(step.next);
    if (isFinalRemote(step.next)) {
      this.remotes.delete(call.invitationId);
    }
    if (step.events.length > 0) {
      call.endReason = told.reason ?? "";
    }
    const failure = step.failure ?? REMOTE_FAILURES[told.code ?? 0] ?? "UNKNOWN";
    for (const event of step.events) {
      const args = remoteArguments(event, call, failure, told);
      this.callbacks.post(() => call.emit(event, ...args));
    }
  }
}

function localArguments(
  event: LocalEvent,
  call: LocalInvitation,
  failure: LocalInvitationFailureReason,
  told: News,
): unknown[] {
  switch (event) {
    case "LocalInvitationAccepted":
    case "LocalInvitationRefused":
      return [call.response];
    case "LocalInvitationFailure":
      return [failure];
    case "CallEnded":
      return [{ reason: told.reason ?? "", info: told.info ?? "" }];
    case "LocalInvitationReceivedByPeer":
    case "LocalInvitationCanceled":
      return [];
  }
}

function remoteArguments(
  event: RemoteEvent,
  call: RemoteInvitation,
  failure: RemoteInvitationFailureReason,
  told: News,
): unknown[] {
  switch (event) {
    case "RemoteInvitationCanceled":
      return [told.content || call.content];
    case "RemoteInvitationFailure":
      return [failure];
    case "CallEnded":
      return [{ reason: told.reason ?? "", info: told.info ?? "" }];
    case "RemoteInvitationAccepted":
    case "RemoteInvitationRefused":
      return [];
  }
}

function news(fields: Fields): News {
  return {
    code: fields.integer("code", 0),
    response: fields.textOr("response", ""),
    reason: fields.textOr("reason", ""),
    info: fields.textOr("info", ""),
    content: fields.textOr("content", ""),
  };
}

function permitLocal(invitation: LocalInvitation, trigger: LocalTrigger): void {
  permit(localStep(invitation.moment, trigger).apiError, invitation);
}

function permitRemote(invitation: RemoteInvitation, trigger: RemoteTrigger): void {
  permit(remoteStep(invitation.moment, trigger).apiError, invitation);
}

function permit(apiError: number, invitation: LocalInvitation | RemoteInvitation): void {
  if (apiError !== 0) {
    const { state, invitationId } = invitation;
    const text = `Not possible any more, or not yet: invitation ${invitationId} is ${state}.`;
    throw new RtmError(apiError, text);
  }
}

/** A text of the app within its limit; undefined when there is none. */
function checked(name: string, text: unknown, bytes: number): string | undefined {
  if (text === undefined || text === null || text === "") {
    return undefined;
  }
  if (!fits(text, bytes)) {
    throw invalid(`The ${name} is not a text of at most ${bytes} bytes of UTF-8.`);
  }
  return text;
}

/** An optional argument that an old app does not know of and may fill with something else. */
function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function invalid(text: string): RtmError {
  return new RtmError(INVALID_ARGUMENT, text);
}
