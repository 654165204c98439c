// Every transition of an invitation, as its caller and as its callee see it. Pure.
//
// The bridge decides how calls that cross come out, so a cancel or an answer of the app is a wish:
// the state changes when the bridge says so. The bridge's word ends any open state, whatever the
// app has asked for. An answer implies that the callee has the invitation; if that news is missing,
// the app hears it first.

import type {
  LocalInvitationFailureReason,
  LocalInvitationState,
  RemoteInvitationFailureReason,
  RemoteInvitationState,
} from "../api/constants.js";
import { RtmErrorCode } from "../api/errors.js";

const { NOT_STARTED, ALREADY_END, ALREADY_ACCEPT, ALREADY_SENT } =
  RtmErrorCode.InvitationApiCallError;

/** What comes of a trigger. */
export interface Step<State, Event, Reason> {
  readonly next: State;
  readonly events: readonly Event[];
  /** The number that the app's call is refused with; 0: it is not. */
  readonly apiError: number;
  /** Why it failed, where the client itself says so. */
  readonly failure?: Reason;
}

/** OVER: the call was on and has ended, for which RTM has no word. */
export type LocalState = LocalInvitationState | "OVER";
export type LocalEvent =
  | "LocalInvitationReceivedByPeer"
  | "LocalInvitationProgress"
  | "LocalInvitationAccepted"
  | "LocalInvitationRefused"
  | "LocalInvitationCanceled"
  | "LocalInvitationFailure"
  | "SessionChanged"
  | "CallEnded";
export type LocalTrigger =
  // The app's calls.
  | "send"
  | "sendLoggedOut"
  | "cancel"
  | "end"
  | "change"
  // The bridge's words.
  | "rejected"
  | "receivedByPeer"
  | "progress"
  | "accepted"
  | "refused"
  | "canceled"
  | "failed"
  | "sessionChanged"
  | "callEnded"
  // The login's end.
  | "sessionOver";
type LocalStep = Step<LocalState, LocalEvent, LocalInvitationFailureReason>;
type LocalRow = Readonly<Record<LocalTrigger, LocalStep>>;

/** REFUSE_SENT: the app refused and the bridge has not confirmed it, for which RTM has no word. */
export type RemoteState = RemoteInvitationState | "REFUSE_SENT" | "OVER";
export type RemoteEvent =
  | "RemoteInvitationAccepted"
  | "RemoteInvitationRefused"
  | "RemoteInvitationCanceled"
  | "RemoteInvitationFailure"
  | "SessionChanged"
  | "CallEnded";
export type RemoteTrigger =
  // The app's calls.
  | "accept"
  | "refuse"
  | "end"
  | "change"
  // The bridge's words.
  | "rejected"
  | "accepted"
  | "refused"
  | "canceled"
  | "failed"
  | "sessionChanged"
  | "callEnded"
  // The login's end.
  | "sessionOver";
type RemoteStep = Step<RemoteState, RemoteEvent, RemoteInvitationFailureReason>;
type RemoteRow = Readonly<Record<RemoteTrigger, RemoteStep>>;

export function localStep(state: LocalState, trigger: LocalTrigger): LocalStep {
  return LOCAL[state][trigger];
}

export function remoteStep(state: RemoteState, trigger: RemoteTrigger): RemoteStep {
  return REMOTE[state][trigger];
}

const RANG = "LocalInvitationReceivedByPeer";

const LOCAL: Readonly<Record<LocalState, LocalRow>> = {
  IDLE: {
    send: local("SENT_TO_REMOTE"),
    sendLoggedOut: localFailure("NOT_LOGGEDIN"),
    cancel: localRefusal("IDLE", NOT_STARTED),
    end: localRefusal("IDLE", NOT_STARTED),
    change: localRefusal("IDLE", NOT_STARTED),
    ...localIgnoring("IDLE"), // The bridge does not know it.
  },
  SENT_TO_REMOTE: {
    send: localRefusal("SENT_TO_REMOTE", ALREADY_SENT),
    sendLoggedOut: localRefusal("SENT_TO_REMOTE", ALREADY_SENT),
    cancel: local("SENT_TO_REMOTE"),
    end: localRefusal("SENT_TO_REMOTE", NOT_STARTED),
    change: localRefusal("SENT_TO_REMOTE", NOT_STARTED),
    rejected: local("FAILURE", "LocalInvitationFailure"),
    receivedByPeer: local("RECEIVED_BY_REMOTE", RANG),
    progress: local("SENT_TO_REMOTE", "LocalInvitationProgress"),
    accepted: local("ACCEPTED_BY_REMOTE", RANG, "LocalInvitationAccepted"),
    refused: local("REFUSED_BY_REMOTE", RANG, "LocalInvitationRefused"),
    canceled: local("CANCELED", "LocalInvitationCanceled"),
    failed: local("FAILURE", "LocalInvitationFailure"),
    sessionChanged: local("SENT_TO_REMOTE"), // There is no call yet.
    callEnded: local("SENT_TO_REMOTE"), // There is no call yet.
    sessionOver: localFailure("NOT_LOGGEDIN"),
  },
  RECEIVED_BY_REMOTE: {
    send: localRefusal("RECEIVED_BY_REMOTE", ALREADY_SENT),
    sendLoggedOut: localRefusal("RECEIVED_BY_REMOTE", ALREADY_SENT),
    cancel: local("RECEIVED_BY_REMOTE"),
    end: localRefusal("RECEIVED_BY_REMOTE", NOT_STARTED),
    change: localRefusal("RECEIVED_BY_REMOTE", NOT_STARTED),
    rejected: local("FAILURE", "LocalInvitationFailure"),
    receivedByPeer: local("RECEIVED_BY_REMOTE"), // Known already.
    progress: local("RECEIVED_BY_REMOTE", "LocalInvitationProgress"),
    accepted: local("ACCEPTED_BY_REMOTE", "LocalInvitationAccepted"),
    refused: local("REFUSED_BY_REMOTE", "LocalInvitationRefused"),
    canceled: local("CANCELED", "LocalInvitationCanceled"),
    failed: local("FAILURE", "LocalInvitationFailure"),
    sessionChanged: local("RECEIVED_BY_REMOTE"), // There is no call yet.
    callEnded: local("RECEIVED_BY_REMOTE"), // There is no call yet.
    sessionOver: localFailure("NOT_LOGGEDIN"),
  },
  ACCEPTED_BY_REMOTE: {
    send: localRefusal("ACCEPTED_BY_REMOTE", ALREADY_END),
    sendLoggedOut: localRefusal("ACCEPTED_BY_REMOTE", ALREADY_END),
    cancel: localRefusal("ACCEPTED_BY_REMOTE", ALREADY_END),
    end: local("ACCEPTED_BY_REMOTE"),
    change: local("ACCEPTED_BY_REMOTE"),
    ...localIgnoring("ACCEPTED_BY_REMOTE"), // It has had its final word.
    sessionChanged: local("ACCEPTED_BY_REMOTE", "SessionChanged"),
    callEnded: local("OVER", "CallEnded"),
    sessionOver: local("OVER", "CallEnded"),
  },
  REFUSED_BY_REMOTE: localEnded("REFUSED_BY_REMOTE"),
  CANCELED: localEnded("CANCELED"),
  FAILURE: localEnded("FAILURE"),
  OVER: localEnded("OVER"),
};

const REMOTE: Readonly<Record<RemoteState, RemoteRow>> = {
  INVITATION_RECEIVED: {
    accept: remote("ACCEPT_SENT_TO_LOCAL"),
    refuse: remote("REFUSE_SENT"),
    end: remoteRefusal("INVITATION_RECEIVED", NOT_STARTED),
    change: remoteRefusal("INVITATION_RECEIVED", NOT_STARTED),
    rejected: remote("INVITATION_RECEIVED"), // There is no answer.
    ...bridgeSays(),
    sessionChanged: remote("INVITATION_RECEIVED"), // There is no call.
    callEnded: remote("INVITATION_RECEIVED"), // There is no call.
    sessionOver: remoteFailure("INVITATION_EXPIRE"),
  },
  ACCEPT_SENT_TO_LOCAL: {
    accept: remoteRefusal("ACCEPT_SENT_TO_LOCAL", ALREADY_ACCEPT),
    refuse: remoteRefusal("ACCEPT_SENT_TO_LOCAL", ALREADY_ACCEPT),
    end: remoteRefusal("ACCEPT_SENT_TO_LOCAL", NOT_STARTED),
    change: remoteRefusal("ACCEPT_SENT_TO_LOCAL", NOT_STARTED),
    rejected: remoteFailure("ACCEPT_FAILURE"),
    ...bridgeSays(),
    sessionChanged: remote("ACCEPT_SENT_TO_LOCAL"), // The call is not confirmed yet.
    callEnded: remote("OVER", "RemoteInvitationAccepted", "CallEnded"), // It had begun.
    sessionOver: remoteFailure("ACCEPT_FAILURE"),
  },
  REFUSE_SENT: {
    accept: remoteRefusal("REFUSE_SENT", ALREADY_END),
    refuse: remoteRefusal("REFUSE_SENT", ALREADY_END),
    end: remoteRefusal("REFUSE_SENT", ALREADY_END),
    change: remoteRefusal("REFUSE_SENT", ALREADY_END),
    rejected: remoteFailure("UNKNOWN"),
    ...bridgeSays(),
    sessionChanged: remote("REFUSE_SENT"), // There is no call.
    callEnded: remote("REFUSE_SENT"), // There is no call.
    sessionOver: remoteFailure("INVITATION_EXPIRE"),
  },
  ACCEPTED: {
    accept: remoteRefusal("ACCEPTED", ALREADY_ACCEPT),
    refuse: remoteRefusal("ACCEPTED", ALREADY_END),
    end: remote("ACCEPTED"),
    change: remote("ACCEPTED"),
    ...remoteIgnoring("ACCEPTED"), // It has had its final word.
    sessionChanged: remote("ACCEPTED", "SessionChanged"),
    callEnded: remote("OVER", "CallEnded"),
    sessionOver: remote("OVER", "CallEnded"),
  },
  REFUSED: remoteEnded("REFUSED"),
  CANCELED: remoteEnded("CANCELED"),
  FAILURE: remoteEnded("FAILURE"),
  OVER: remoteEnded("OVER"),
};

const LOCAL_FINAL: ReadonlySet<LocalState> = new Set<LocalState>([
  "REFUSED_BY_REMOTE",
  "CANCELED",
  "FAILURE",
  "OVER",
]);
const REMOTE_FINAL: ReadonlySet<RemoteState> = new Set<RemoteState>([
  "REFUSED",
  "CANCELED",
  "FAILURE",
  "OVER",
]);

/** Whether nothing can happen to it any more. */
export function isFinalLocal(state: LocalState): boolean {
  return LOCAL_FINAL.has(state);
}

/** Whether nothing can happen to it any more. */
export function isFinalRemote(state: RemoteState): boolean {
  return REMOTE_FINAL.has(state);
}

function local(next: LocalState, ...events: LocalEvent[]): LocalStep {
  return { next, events, apiError: 0 };
}

function localRefusal(state: LocalState, apiError: number): LocalStep {
  return { next: state, events: [], apiError };
}

function localFailure(failure: LocalInvitationFailureReason): LocalStep {
  return { next: "FAILURE", events: ["LocalInvitationFailure"], apiError: 0, failure };
}

function localIgnoring(state: LocalState) {
  const ignore = local(state);
  return {
    rejected: ignore,
    receivedByPeer: ignore,
    progress: ignore,
    accepted: ignore,
    refused: ignore,
    canceled: ignore,
    failed: ignore,
    sessionChanged: ignore,
    callEnded: ignore,
    sessionOver: ignore,
  };
}

function localEnded(state: LocalState): LocalRow {
  const refuse = localRefusal(state, ALREADY_END);
  return {
    send: refuse,
    sendLoggedOut: refuse,
    cancel: refuse,
    end: refuse,
    change: refuse,
    ...localIgnoring(state),
  };
}

function remote(next: RemoteState, ...events: RemoteEvent[]): RemoteStep {
  return { next, events, apiError: 0 };
}

function remoteRefusal(state: RemoteState, apiError: number): RemoteStep {
  return { next: state, events: [], apiError };
}

function remoteFailure(failure: RemoteInvitationFailureReason): RemoteStep {
  return { next: "FAILURE", events: ["RemoteInvitationFailure"], apiError: 0, failure };
}

function bridgeSays() {
  return {
    accepted: remote("ACCEPTED", "RemoteInvitationAccepted"),
    refused: remote("REFUSED", "RemoteInvitationRefused"),
    canceled: remote("CANCELED", "RemoteInvitationCanceled"),
    failed: remote("FAILURE", "RemoteInvitationFailure"),
  };
}

function remoteIgnoring(state: RemoteState) {
  const ignore = remote(state);
  return {
    rejected: ignore,
    accepted: ignore,
    refused: ignore,
    canceled: ignore,
    failed: ignore,
    sessionChanged: ignore,
    callEnded: ignore,
    sessionOver: ignore,
  };
}

function remoteEnded(state: RemoteState): RemoteRow {
  const refuse = remoteRefusal(state, ALREADY_END);
  return { accept: refuse, refuse, end: refuse, change: refuse, ...remoteIgnoring(state) };
}
