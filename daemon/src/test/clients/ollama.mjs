// The npm library `ollama`.
import { Ollama } from 'ollama';
import { called, note, sunny, weather } from './weather.mjs';

function client({ url, header, key }, early = new AbortController()) {
  return new Ollama({
    host: url,
    headers: { [header]: key },
    fetch: (to, init) => {
      const signals = [early.signal, ...(init.signal ? [init.signal] : [])];
      return fetch(to, { ...init, signal: AbortSignal.any(signals) });
    },
  });
}

function around(answer) {
  const { model, done_reason, prompt_eval_count, eval_count } = answer;
  return note(model, done_reason, prompt_eval_count, eval_count);
}

function asked({ model, prompt }) {
  return { model, messages: [{ role: 'user', content: prompt }] };
}

export async function list(order) {
  const { models } = await client(order).list();
  return { text: models.map((model) => model.name).join(' '), count: models.length };
}

export async function show(order) {
  const model = await client(order).show({ model: order.model });
  return { text: model.capabilities.join(' '), count: Object.keys(model.model_info).length };
}

export async function chat(order) {
  const answer = await client(order).chat(asked(order));
  return { text: answer.message.content, count: 1, note: around(answer) };
}

/** Before the head has come, the library has nothing to abort: then it is done by a fetch of ours. */
export async function stream(order, stopper, spoken) {
  const early = new AbortController();
  let abort = () => early.abort();
  stopper.signal.addEventListener('abort', () => abort());
  const answer = await client(order, early).chat({ ...asked(order), stream: true });
  abort = () => answer.abort();
  let text = '';
  let count = 0;
  let last;
  for await (const piece of answer) {
    text += piece.message.content;
    count++;
    last = piece;
    spoken();
  }
  return { text, count, note: around(last) };
}

export async function tool(order) {
  const ollama = client(order);
  const request = { ...asked(order), tools: [{ type: 'function', function: weather }] };
  const { message } = await ollama.chat(request);
  const calls = message.tool_calls ?? [];
  const results = calls.map((call) => ({
    role: 'tool',
    tool_name: call.function.name,
    content: sunny(call.function.arguments),
  }));
  request.messages.push(message, ...results);
  const answer = await ollama.chat(request);
  return { text: `${results[0]?.content}: ${answer.message.content}`, count: calls.length };
}

/** The library puts nothing together: calls come whole. */
export async function calls(order) {
  const tools = [{ type: 'function', function: weather }];
  const answer = await client(order).chat({ ...asked(order), tools, stream: true });
  const gathered = [];
  let last;
  for await (const piece of answer) {
    gathered.push(...(piece.message.tool_calls ?? []));
    last = piece;
  }
  const found = gathered.map((call) => ({
    name: call.function.name,
    input: call.function.arguments,
  }));
  return { text: called(found), count: found.length, note: around(last) };
}

export async function generate(order) {
  const request = { model: order.model, prompt: order.prompt, stream: true };
  let text = '';
  let count = 0;
  let last;
  for await (const piece of await client(order).generate(request)) {
    text += piece.response;
    count++;
    last = piece;
  }
  return { text, count, note: around(last) };
}

export async function generation(order) {
  const { model, prompt } = order;
  const answer = await client(order).generate({ model, prompt });
  return { text: answer.response, count: 1, note: around(answer) };
}

export async function embed(order) {
  const input = ['one', 'two'];
  const { embeddings } = await client(order).embed({ model: order.model, input });
  return { text: `${embeddings.length} vectors`, count: embeddings[1].length, note: `${embeddings[1][0]}` };
}
