// The numbers in RtmError.code. The same number means different things in different groups.

export const RtmErrorCode = {
  CreateInstanceError: { INVALID_ARGUMENT: 1 },
  CreateChannelError: { INVALID_ARGUMENT: 1 },
  LoginError: {
    UNKNOWN: 1,
    REJECTED: 2,
    INVALID_ARGUMENT: 3,
    INVALID_APP_ID: 4,
    INVALID_TOKEN: 5,
    TOKEN_EXPIRED: 6,
    NOT_AUTHORIZED: 7,
    ALREADY_LOGIN: 8,
    TIMEOUT: 9,
    TOO_OFTEN: 10,
  },
  LogoutError: { USER_NOT_LOGGED_IN: 102 },
  RenewTokenError: {
    FAILURE: 1,
    INVALID_ARGUMENT: 2,
    REJECTED: 3,
    TOO_OFTEN: 4,
    TOKEN_EXPIRED: 5,
    INVALID_TOKEN: 6,
    USER_NOT_LOGGED_IN: 102,
  },
  PeerMessageError: {
    FAILURE: 1,
    TIMEOUT: 2,
    TOO_OFTEN: 5,
    INVALID_USERID: 6,
    INVALID_MESSAGE: 7,
    USER_NOT_LOGGED_IN: 102,
  },
  QueryPeersOnlineStatusError: {
    FAILURE: 1,
    INVALID_ARGUMENT: 2,
    REJECTED: 3,
    TIMEOUT: 4,
    TOO_OFTEN: 5,
    USER_NOT_LOGGED_IN: 102,
  },
  PeerSubscriptionStatusError: {
    FAILURE: 1,
    INVALID_ARGUMENT: 2,
    REJECTED: 3,
    TIMEOUT: 4,
    TOO_OFTEN: 5,
    OVERFLOW: 6,
    USER_NOT_LOGGED_IN: 102,
  },
  InvitationApiCallError: {
    INVALID_ARGUMENT: 1,
    NOT_STARTED: 2,
    ALREADY_END: 3,
    ALREADY_ACCEPT: 4,
    ALREADY_SENT: 5,
  },
} as const;

/** What a call was refused with: `code` is the number of the call's own group. */
export class RtmError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "RtmError";
    this.code = code;
  }
}

/** The numbers that any request of one group may end with, whatever it asks for. */
export interface ErrorGroup {
  /** The bridge could not make sense of the request. */
  readonly failure: number;
  readonly timeout: number;
  readonly notLoggedIn: number;
  readonly tooOften: number;
}

/** Other numbers for the same errors: a clone of the API has some of its own. */
export interface Dialect {
  login(code: number): number;
  query(code: number): number;
  /** What a login gets that a logout ended. */
  readonly loginEndedByLogout: number;
}

/** The numbers of RTM 1.x itself. */
export const RTM_DIALECT: Dialect = {
  login: (code) => code,
  query: (code) => code,
  loginEndedByLogout: RtmErrorCode.LoginError.REJECTED,
};
