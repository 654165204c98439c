export interface Credentials {
  readonly appId: string;
  readonly userId: string;
  /** Empty where the bridge asks for none. Never logged. */
  readonly token: string;
  /** A name that is the same for the life of the client. */
  readonly device: string;
}
