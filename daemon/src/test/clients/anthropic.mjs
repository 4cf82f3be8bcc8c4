// The npm library `@anthropic-ai/sdk`.
import Anthropic from '@anthropic-ai/sdk';
import { weather } from './weather.mjs';

const { parameters: input_schema, ...named } = weather;

function client({ url, header, key }) {
  const bearer = header === 'Authorization';
  return new Anthropic({
    baseURL: url,
    authToken: bearer ? key.replace('Bearer ', '') : null,
    apiKey: null,
    defaultHeaders: bearer ? {} : { [header]: key },
    maxRetries: 0,
  });
}

function asked({ model, prompt }) {
  return { model, max_tokens: 4096, messages: [{ role: 'user', content: prompt }] };
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
  return { text: words(answer), count: 1 };
}

/** Not through the library's helper, which would notice a missing end all by itself. */
export async function stream(order, stopper, spoken) {
  const request = { ...asked(order), stream: true };
  const answer = await client(order).messages.create(request, { signal: stopper.signal });
  let text = '';
  let count = 0;
  for await (const event of answer) {
    if (event.type === 'content_block_delta') {
      text += event.delta.text;
      count++;
      spoken();
    }
  }
  return { text, count };
}

export async function tool(order) {
  const anthropic = client(order);
  const request = { ...asked(order), tools: [{ ...named, input_schema }] };
  const message = await anthropic.messages.create(request);
  const calls = message.content.filter((part) => part.type === 'tool_use');
  const results = calls.map((call) => ({
    type: 'tool_result',
    tool_use_id: call.id,
    content: `sunny in ${call.input.city}`,
  }));
  request.messages.push({ role: 'assistant', content: message.content });
  request.messages.push({ role: 'user', content: results });
  const answer = await anthropic.messages.create(request);
  return { text: `${results[0]?.content}: ${words(answer)}`, count: calls.length };
}
