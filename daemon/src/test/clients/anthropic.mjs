// The npm library `@anthropic-ai/sdk`.
import Anthropic from '@anthropic-ai/sdk';
import { called, note, sunny, weather } from './weather.mjs';

const { parameters: input_schema, ...named } = weather;

function client({ url, header, key, repeats }) {
  const bearer = header === 'Authorization';
  return new Anthropic({
    baseURL: url,
    authToken: bearer ? key.replace('Bearer ', '') : null,
    apiKey: null,
    defaultHeaders: bearer ? {} : { [header]: key },
    maxRetries: repeats,
  });
}

function asked({ model, prompt }) {
  return { model, max_tokens: 4096, messages: [{ role: 'user', content: prompt }] };
}

function around({ model, stop_reason, usage }) {
  return note(model, stop_reason, usage.input_tokens, usage.output_tokens);
}

function words(message) {
  return message.content.map((part) => part.text ?? '').join('');
}

export async function list(order) {
  const names = [];
  for await (const model of client(order).models.list()) {
    names.push(model.id);
  }
  return { text: names.join(' '), count: names.length };
}

export async function show(order) {
  const model = await client(order).models.retrieve(order.model);
  return { text: model.id, count: 1 };
}

export async function chat(order) {
  const answer = await client(order).messages.create(asked(order));
  return { text: words(answer), count: 1, note: around(answer) };
}

/** Not through the library's helper, which would notice a missing end all by itself. */
export async function stream(order, stopper, spoken) {
  const request = { ...asked(order), stream: true };
  const answer = await client(order).messages.create(request, { signal: stopper.signal });
  let text = '';
  let count = 0;
  let model;
  let last = { delta: {}, usage: {} };
  for await (const event of answer) {
    if (event.type === 'message_start') {
      model = event.message.model;
    } else if (event.type === 'content_block_delta') {
      text += event.delta.text;
      count++;
      spoken();
    } else if (event.type === 'message_delta') {
      last = event;
    }
  }
  const { stop_reason } = last.delta;
  return { text, count, note: around({ model, stop_reason, usage: last.usage }) };
}

export async function helper(order) {
  const helped = client(order).messages.stream(asked(order));
  let count = 0;
  helped.on('text', () => count++);
  const whole = await helped.finalMessage();
  return { text: words(whole), count, note: around(whole) };
}

export async function calls(order) {
  const request = { ...asked(order), tools: [{ ...named, input_schema }] };
  const whole = await client(order).messages.stream(request).finalMessage();
  const found = whole.content.filter((part) => part.type === 'tool_use');
  const ids = new Set(found.map((call) => call.id));
  return { text: called(found), count: ids.size, note: around(whole) };
}

export async function run(order) {
  const results = [];
  const use = (input) => {
    results.push(sunny(input));
    return results.at(-1);
  };
  const tool = { ...named, input_schema, run: use };
  const whole = await client(order).beta.messages.toolRunner({ ...asked(order), tools: [tool] });
  return { text: `${results.join(', ')}: ${words(whole)}`, count: results.length };
}

export async function tokens(order) {
  const { max_tokens, ...question } = asked(order);
  const { input_tokens } = await client(order).messages.countTokens(question);
  return { text: 'tokens', count: input_tokens };
}

export async function tool(order) {
  const anthropic = client(order);
  const request = { ...asked(order), tools: [{ ...named, input_schema }] };
  const message = await anthropic.messages.create(request);
  const calls = message.content.filter((part) => part.type === 'tool_use');
  const results = calls.map((call) => ({
    type: 'tool_result',
    tool_use_id: call.id,
    content: sunny(call.input),
  }));
  request.messages.push({ role: 'assistant', content: message.content });
  request.messages.push({ role: 'user', content: results });
  const answer = await anthropic.messages.create(request);
  return { text: `${results[0]?.content}: ${words(answer)}`, count: calls.length };
}
