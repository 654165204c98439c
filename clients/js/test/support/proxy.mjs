// A TCP proxy that can cut the network between client and bridge.
import { connect, createServer } from "node:net";

export async function startProxy(url) {
  const target = new URL(url);
  const pairs = new Set();
  let up = true;
  const server = createServer((near) => {
    if (!up) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    const pair = [near, far];
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    for (const end of pair) {
      end.on("error", () => {});
      end.on("close", () => {
        pair.forEach((other) => other.destroy());
        pairs.delete(pair);
      });
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const cut = () => {
    up = false;
    pairs.forEach((pair) => pair.forEach((end) => end.destroy()));
  };
  return {
    url: `ws://127.0.0.1:${server.address().port}${target.pathname}`,
    cut,
    restore: () => (up = true),
    /** Nothing comes through, and nobody is told. */
    freeze: () => pairs.forEach((pair) => pair.forEach((end) => end.pause())),
    thaw: () => pairs.forEach((pair) => pair.forEach((end) => end.resume())),
    stop: () => {
      cut();
      server.close();
    },
  };
}
