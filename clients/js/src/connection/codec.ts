// JSON-RPC 2.0 frames. What comes from the network is checked member by member.

/** The members of a result or of a notification's params; nothing is known of their types. */
export class Fields {
  constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  text(name: string): string {
    const value = this.members[name];
    if (typeof value !== "string") {
      throw new WireError(`"${name}" is not a text.`);
    }
    return value;
  }

  textOr(name: string, otherwise: string): string {
    return this.has(name) ? this.text(name) : otherwise;
  }

  has(name: string): boolean {
    return this.members[name] !== undefined && this.members[name] !== null;
  }

  integer(name: string, otherwise: number): number {
    const value = this.has(name) ? this.members[name] : otherwise;
    if (!Number.isSafeInteger(value)) {
      throw new WireError(`"${name}" is not a whole number.`);
    }
    return value as number;
  }

  truth(name: string): boolean {
    return this.members[name] === true;
  }

  /** A list of objects. */
  objects(name: string): Fields[] {
    const value = this.members[name];
    if (!Array.isArray(value)) {
      throw new WireError(`"${name}" is not a list.`);
    }
    return value.filter(isObject).map((members) => new Fields(members));
  }

  /** An object whose members are all texts. */
  texts(name: string): Map<string, string> {
    const value = this.members[name];
    if (!isObject(value)) {
      throw new WireError(`"${name}" is not an object.`);
    }
    const texts = new Map<string, string>();
    for (const [key, text] of Object.entries(value)) {
      if (typeof text === "string") {
        texts.set(key, text);
      }
    }
    return texts;
  }
}

/** A frame that makes no sense. */
export class WireError extends Error {}

export interface Notification {
  readonly kind: "notification";
  readonly method: string;
  /** Counts up by one per session; 0 for a notification outside the count. */
  readonly seq: number;
  readonly fields: Fields;
}

export interface Result {
  readonly kind: "result";
  readonly id: number;
  readonly fields: Fields;
}

export interface Failure {
  readonly kind: "failure";
  /** Undefined when the bridge could not tell which request it was. */
  readonly id: number | undefined;
  readonly code: number;
  readonly message: string;
}

export type Incoming = Notification | Result | Failure;
export type Params = Readonly<Record<string, unknown>>;

/** Members that are undefined are left out. */
export function requestFrame(id: number, method: string, params: Params): string {
  return encode({ jsonrpc: "2.0", id, method, params });
}

export function notificationFrame(method: string, params: Params): string {
  return encode({ jsonrpc: "2.0", method, params });
}

/** Half a surrogate pair, which the bridge does not take, becomes what encoders put in its place. */
function encode(frame: object): string {
  return JSON.stringify(frame, (_, value: unknown) =>
    typeof value === "string" ? value.replace(/[\ud800-\udfff]/gu, "\ufffd") : value,
  );
}

/** @throws WireError if it is not one JSON-RPC object that a client may get */
export function decode(frame: unknown): Incoming {
  const root = parse(frame);
  if (root.jsonrpc !== "2.0") {
    throw new WireError("It is not JSON-RPC 2.0.");
  }
  if (typeof root.method === "string") {
    const fields = new Fields(isObject(root.params) ? root.params : {});
    return { kind: "notification", method: root.method, seq: fields.integer("seq", 0), fields };
  }
  const id = typeof root.id === "number" ? root.id : undefined;
  if (isObject(root.error)) {
    const error = new Fields(root.error);
    const message = error.textOr("message", "");
    return { kind: "failure", id, code: error.integer("code", 0), message };
  }
  if (id === undefined || !isObject(root.result)) {
    throw new WireError("It is neither a notification nor an answer.");
  }
  return { kind: "result", id, fields: new Fields(root.result) };
}

function parse(frame: unknown): Record<string, unknown> {
  if (typeof frame !== "string") {
    throw new WireError("It is not a text frame.");
  }
  let root: unknown;
  try {
    root = JSON.parse(frame);
  } catch {
    throw new WireError("It is not JSON.");
  }
  if (!isObject(root)) {
    throw new WireError("It is not a JSON object.");
  }
  return root;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
