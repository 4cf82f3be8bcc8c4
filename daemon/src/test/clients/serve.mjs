// Runs one library of this folder as a program: an order a line comes in, an answer a line goes out.
//
//   node serve.mjs ollama
//
// An order names its deed, and where and how to do it; see NodeLibrary.java. An answer is what the
// deed gave, {"text", "count", "note"}, or the failure as the library's user sees it.
import { createInterface } from 'node:readline';

const library = await import(`./${process.argv[2]}.mjs`);

const LONGEST_MILLIS = 15_000;

/** The stream that was begun and waits to be aborted. */
let begun;

function failure(error) {
  return {
    failed: error.constructor.name,
    status: error.status ?? error.status_code ?? error.statusCode ?? 0,
    text: `${error.message ?? error}${error.cause ? ` (${error.cause.message})` : ''}`,
  };
}

/** What a library gives, or an error where it gives nothing at all for too long. */
async function soon(answer) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer, and no error either')), LONGEST_MILLIS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Begins a stream; with `count` 1 it has given its first piece when this returns. */
async function begin(order) {
  const stopper = new AbortController();
  let first;
  const spoken = new Promise((resolve) => (first = resolve));
  const ended = library.stream(order, stopper, first).then((answer) => answer, failure);
  begun = { stopper, ended };
  if (order.count > 0) {
    await Promise.race([spoken, ended]);
  }
  return { text: 'begun', count: 0 };
}

/** Aborts it; the answer is what its user sees of that. */
async function abort() {
  const { stopper, ended } = begun;
  stopper.abort();
  return await ended;
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const deed = { begin, abort }[order.deed] ?? library[order.deed];
  let answer;
  try {
    answer = await soon(deed(order, new AbortController(), () => {}));
  } catch (error) {
    answer = failure(error);
  }
  console.log(JSON.stringify(answer));
}
