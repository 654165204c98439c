import type { RemoteInvitationState } from "../api/constants.js";
import type { RemoteInvitation as Api } from "../api/types.js";
import { Emitter, hide } from "../emitter.js";
import type { RemoteState } from "./machine.js";

/** What a remote invitation asks of its client. */
export interface RemoteActions {
  accept(invitation: RemoteInvitation): void;
  refuse(invitation: RemoteInvitation, reason: unknown): void;
  end(invitation: RemoteInvitation, info: unknown): void;
  change(invitation: RemoteInvitation, change: unknown, content: unknown): Promise<void>;
}

export interface Offer {
  readonly invitationId: string;
  readonly callerId: string;
  readonly callerName: string;
  readonly content: string;
  readonly channelId: string;
  readonly data: string;
}

/** The callee's view of an invitation; see LocalInvitation. */
export class RemoteInvitation extends Emitter {
  readonly invitationId: string;
  readonly callerId: string;
  readonly callerName: string;
  readonly content: string;
  readonly channelId: string;
  readonly data: string;
  response = "";
  state: RemoteInvitationState = "INVITATION_RECEIVED";
  endReason = "";
  declare private actions: RemoteActions;
  /** Written by the client only. */
  declare moment: RemoteState;

  constructor(actions: RemoteActions, offer: Offer) {
    super();
    this.invitationId = offer.invitationId;
    this.callerId = offer.callerId;
    this.callerName = offer.callerName;
    this.content = offer.content;
    this.channelId = offer.channelId;
    this.data = offer.data;
    hide(this, "actions", actions);
    hide(this, "moment", "INVITATION_RECEIVED");
  }

  get inCall(): boolean {
    return this.moment === "ACCEPTED";
  }

  accept(): void {
    this.actions.accept(this);
  }

  refuse(reason?: string): void {
    this.actions.refuse(this, reason);
  }

  endCall(info?: string): void {
    this.actions.end(this, info);
  }

  changeSession(change: string, content?: string): Promise<void> {
    return this.actions.change(this, change, content);
  }

  move(next: RemoteState): void {
    this.moment = next;
    if (next === "OVER") {
      this.state = "ACCEPTED";
    } else if (next !== "REFUSE_SENT") {
      this.state = next;
    }
  }
}

/** Only says to the compiler that the class has the shape that apps see. */
export const asRemoteApi = (invitation: RemoteInvitation): Api => invitation as unknown as Api;
