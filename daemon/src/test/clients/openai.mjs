// The npm library `openai`.
import OpenAI from 'openai';
import { called, note, sunny, weather } from './weather.mjs';

function client({ url, header, key, repeats }) {
  const headers = header === 'Authorization' ? {} : { Authorization: null, [header]: key };
  return new OpenAI({
    baseURL: url.endsWith('/') ? `${url}v1/` : `${url}/v1`,
    apiKey: header === 'Authorization' ? key.replace('Bearer ', '') : 'none',
    defaultHeaders: headers,
    maxRetries: repeats,
  });
}

function around({ model, choices, usage }) {
  const end = choices[0].finish_reason;
  return note(model, end, usage?.prompt_tokens, usage?.completion_tokens);
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
  const { content } = answer.choices[0].message;
  return { text: content, count: answer.choices.length, note: around(answer) };
}

/** Not through the library's helper, which would notice a missing end all by itself. */
export async function stream(order, stopper, spoken) {
  return await pieces(order, {}, stopper, spoken);
}

/** The same, with the count of tokens, which must be asked for. */
export async function counted(order, stopper, spoken) {
  return await pieces(order, { stream_options: { include_usage: true } }, stopper, spoken);
}

async function pieces(order, options, { signal }, spoken) {
  const request = { ...asked(order), ...options, stream: true };
  const answer = await client(order).chat.completions.create(request, { signal });
  let text = '';
  let count = 0;
  let end;
  let usage;
  let model;
  for await (const piece of answer) {
    text += piece.choices[0]?.delta.content ?? '';
    end = piece.choices[0]?.finish_reason ?? end;
    usage = piece.usage ?? usage;
    model = piece.model;
    count++;
    spoken();
  }
  return { text, count, note: around({ model, choices: [{ finish_reason: end }], usage }) };
}

export async function helper(order) {
  const options = { stream_options: { include_usage: true } };
  const helped = client(order).chat.completions.stream({ ...asked(order), ...options });
  let count = 0;
  helped.on('content', () => count++);
  const whole = await helped.finalChatCompletion();
  return { text: whole.choices[0].message.content, count, note: around(whole) };
}

export async function calls(order) {
  const request = { ...asked(order), tools: [{ type: 'function', function: weather }] };
  const whole = await client(order).chat.completions.stream(request).finalChatCompletion();
  const found = whole.choices[0].message.tool_calls.map((call) => ({
    name: call.function.name,
    input: JSON.parse(call.function.arguments),
  }));
  const ids = new Set(whole.choices[0].message.tool_calls.map((call) => call.id));
  return { text: called(found), count: ids.size, note: around(whole) };
}

export async function run(order) {
  const results = [];
  const use = (input) => {
    results.push(sunny(input));
    return results.at(-1);
  };
  const tool = { ...weather, parse: JSON.parse, function: use };
  const tools = [{ type: 'function', function: tool }];
  const runner = client(order).chat.completions.runTools({ ...asked(order), stream: true, tools });
  const text = await runner.finalContent();
  return { text: `${results.join(', ')}: ${text}`, count: results.length };
}

export async function respond(order) {
  const request = { model: order.model, input: order.prompt, stream: true };
  let text = '';
  let count = 0;
  let next = 0;
  let whole;
  for await (const event of await client(order).responses.create(request)) {
    if (event.sequence_number !== next++) {
      throw new Error(`event ${event.sequence_number} came as number ${next - 1}`);
    }
    if (event.type === 'response.output_text.delta') {
      text += event.delta;
      count++;
    } else if (event.type === 'response.completed') {
      whole = event.response;
    } else if (event.type === 'response.failed') {
      throw new Error(event.response.error.message);
    }
  }
  if (text !== whole.output[0].content[0].text) {
    throw new Error(`the pieces were not the whole: ${text}`);
  }
  const { model, status, usage } = whole;
  return { text, count, note: note(model, status, usage.input_tokens, usage.output_tokens) };
}

export async function response(order) {
  const request = { model: order.model, input: order.prompt };
  const { model, status, usage, output_text } = await client(order).responses.create(request);
  const around = note(model, status, usage.input_tokens, usage.output_tokens);
  return { text: output_text, count: 1, note: around };
}

export async function complete(order) {
  const request = { model: order.model, prompt: order.prompt, stream: true };
  let text = '';
  let count = 0;
  let end;
  let model;
  for await (const piece of await client(order).completions.create(request)) {
    text += piece.choices[0]?.text ?? '';
    end = piece.choices[0]?.finish_reason ?? end;
    model = piece.model;
    count++;
  }
  return { text, count, note: note(model, end) };
}

export async function completion(order) {
  const { model, prompt } = order;
  const answer = await client(order).completions.create({ model, prompt });
  return { text: answer.choices[0].text, count: 1, note: around(answer) };
}

export async function tool(order) {
  const openai = client(order);
  const request = { ...asked(order), tools: [{ type: 'function', function: weather }] };
  const { message } = (await openai.chat.completions.create(request)).choices[0];
  const calls = message.tool_calls ?? [];
  const results = calls.map((call) => ({
    role: 'tool',
    tool_call_id: call.id,
    content: sunny(JSON.parse(call.function.arguments)),
  }));
  request.messages.push(message, ...results);
  const answer = await openai.chat.completions.create(request);
  const text = answer.choices[0].message.content;
  return { text: `${results[0]?.content}: ${text}`, count: calls.length };
}

/** The library asks for base64 by itself. */
export async function embed(order) {
  const input = ['one', 'two'];
  const { data } = await client(order).embeddings.create({ model: order.model, input });
  const { embedding } = data[1];
  return { text: `${data.length} vectors`, count: embedding.length, note: `${embedding[0]}` };
}
