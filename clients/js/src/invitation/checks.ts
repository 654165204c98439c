// What is refused before anything is sent: wrong use of an invitation, and texts beyond their limits.
import { RtmError, RtmErrorCode } from "../api/errors.js";
import type { Params } from "../connection/codec.js";
import { DATA_BYTES, DELIVERY_SECONDS, RING_SECONDS, fits } from "../limits.js";
import { LocalInvitation } from "./local.js";
import { type LocalTrigger, type RemoteTrigger, localStep, remoteStep } from "./machine.js";
import type { RemoteInvitation } from "./remote.js";

const { INVALID_ARGUMENT } = RtmErrorCode.InvitationApiCallError;

/** What an invitation may carry beyond RTM 1.x. */
export function extras(invitation: LocalInvitation): Params {
  return {
    deliverySeconds: seconds("deliverySeconds", invitation.deliverySeconds, DELIVERY_SECONDS),
    ringSeconds: seconds("ringSeconds", invitation.ringSeconds, RING_SECONDS),
    data: checked("data", invitation.data, DATA_BYTES),
  };
}

/** Undefined leaves it to the bridge. */
function seconds(name: string, value: unknown, most: number): number | undefined {
  if (value === undefined || value === null || value === 0) {
    return undefined;
  }
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most) {
    throw invalid(`The ${name} is not a whole number from 1 to ${most}, or 0 for the bridge's.`);
  }
  return value as number;
}

export function permitLocal(invitation: LocalInvitation, trigger: LocalTrigger): void {
  permit(localStep(invitation.moment, trigger).apiError, invitation);
}

export function permitRemote(invitation: RemoteInvitation, trigger: RemoteTrigger): void {
  permit(remoteStep(invitation.moment, trigger).apiError, invitation);
}

export function permitInCall(
  invitation: LocalInvitation | RemoteInvitation,
  trigger: "end" | "change",
): void {
  if (invitation instanceof LocalInvitation) {
    permitLocal(invitation, trigger);
  } else {
    permitRemote(invitation, trigger);
  }
}

function permit(apiError: number, invitation: LocalInvitation | RemoteInvitation): void {
  if (apiError !== 0) {
    const { state, invitationId } = invitation;
    const text = `Not possible any more, or not yet: invitation ${invitationId} is ${state}.`;
    throw new RtmError(apiError, text);
  }
}

/** A text of the app within its limit; undefined when there is none. */
export function checked(name: string, text: unknown, bytes: number): string | undefined {
  if (text === undefined || text === null || text === "") {
    return undefined;
  }
  if (!fits(text, bytes)) {
    throw invalid(`The ${name} is not a text of at most ${bytes} bytes of UTF-8.`);
  }
  return text;
}

/** An optional argument that an old app does not know of and may fill with something else. */
export function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function invalid(text: string): RtmError {
  return new RtmError(INVALID_ARGUMENT, text);
}
