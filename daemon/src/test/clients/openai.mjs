// The npm library `openai`.
import OpenAI from 'openai';
import { weather } from './weather.mjs';

function client({ url, header, key }) {
  const headers = header === 'Authorization' ? {} : { Authorization: null, [header]: key };
  return new OpenAI({
    baseURL: url.endsWith('/') ? `${url}v1/` : `${url}/v1`,
    apiKey: header === 'Authorization' ? key.replace('Bearer ', '') : 'none',
    defaultHeaders: headers,
    maxRetries: 0,
  });
}

function asked({ model, prompt }) {
  return { model, messages: [{ role: 'user', content: prompt }] };
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
  return { text: `${model.id} ${model.object}`, count: 1 };
}

export async function chat(order) {
  const answer = await client(order).chat.completions.create(asked(order));
  return { text: answer.choices[0].message.content, count: answer.choices.length };
}

/** Not through the library's helper, which would notice a missing end all by itself. */
export async function stream(order, stopper, spoken) {
  const request = { ...asked(order), stream: true };
  const answer = await client(order).chat.completions.create(request, { signal: stopper.signal });
  let text = '';
  let count = 0;
  for await (const piece of answer) {
    text += piece.choices[0]?.delta.content ?? '';
    count++;
    spoken();
  }
  return { text, count };
}

export async function tool(order) {
  const openai = client(order);
  const request = { ...asked(order), tools: [{ type: 'function', function: weather }] };
  const { message } = (await openai.chat.completions.create(request)).choices[0];
  const calls = message.tool_calls ?? [];
  const results = calls.map((call) => ({
    role: 'tool',
    tool_call_id: call.id,
    content: `sunny in ${JSON.parse(call.function.arguments).city}`,
  }));
  request.messages.push(message, ...results);
  const answer = await openai.chat.completions.create(request);
  const text = answer.choices[0].message.content;
  return { text: `${results[0]?.content}: ${text}`, count: calls.length };
}

export async function embed(order) {
  const input = ['one', 'two'];
  const { data } = await client(order).embeddings.create({ model: order.model, input });
  return { text: `${data.length} vectors`, count: data[1].embedding.length };
}
