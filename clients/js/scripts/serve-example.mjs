// The example page on http://localhost:8000 (or the port in PORT).
import { fileURLToPath } from "node:url";
import { serveFolder } from "./static-server.mjs";

const port = Number(process.env.PORT ?? 8000);
await serveFolder(fileURLToPath(new URL("../example", import.meta.url)), port);
console.log(`The call page is on http://localhost:${port}/ ; open it twice.`);
console.log("It expects a bridge on ws://localhost:8080/rtm, as ./bridge serve starts one.");
