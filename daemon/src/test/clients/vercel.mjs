// The npm library `ai` with its provider `@ai-sdk/openai-compatible`.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embedMany, generateText, isStepCount, jsonSchema, streamText, tool as made } from 'ai';
import { called, note, sunny, weather } from './weather.mjs';

// It warns of what it finds old on standard error, which is nobody's business here.
globalThis.AI_SDK_LOG_WARNINGS = false;

const offered = {
  description: weather.description,
  inputSchema: jsonSchema({ ...weather.parameters, additionalProperties: false }),
};

function provider({ url, header, key }, includeUsage = false) {
  return createOpenAICompatible({
    name: 'homeport',
    baseURL: url.endsWith('/') ? `${url}v1/` : `${url}/v1`,
    headers: { [header]: key },
    includeUsage,
  });
}

function asked(order, includeUsage) {
  const { model, prompt } = order;
  return { model: provider(order, includeUsage).chatModel(model), prompt, maxRetries: order.repeats };
}

function around({ response, finishReason, usage }) {
  return note(response.modelId, finishReason, usage.inputTokens, usage.outputTokens);
}

export async function chat(order) {
  const answer = await generateText(asked(order));
  return { text: answer.text, count: 1, note: around(answer) };
}

/** Its stream is its helper: it puts the answer together, and misses what is missing. */
async function pieces(request, spoken) {
  const answer = streamText({ ...request, onError: () => {} });
  let count = 0;
  for await (const part of answer.fullStream) {
    if (part.type === 'error') {
      throw part.error;
    } else if (part.type === 'abort') {
      throw new Error('aborted');
    } else if (part.type === 'text-delta') {
      count++;
      spoken();
    }
  }
  return { answer, count };
}

async function told({ answer, count }) {
  const [text, response] = await Promise.all([answer.text, answer.response]);
  const [finishReason, usage] = await Promise.all([answer.finishReason, answer.usage]);
  return { text, count, note: around({ response, finishReason, usage }) };
}

export async function stream(order, { signal }, spoken) {
  return await told(await pieces({ ...asked(order), abortSignal: signal }, spoken));
}

/** The same, with the count of tokens, which must be asked for. */
export async function counted(order) {
  return await told(await pieces(asked(order, true), () => {}));
}

export async function helper(order) {
  return await counted(order);
}

export async function tool(order) {
  const { prompt, ...request } = asked(order);
  const tools = { [weather.name]: made(offered) };
  const messages = [{ role: 'user', content: prompt }];
  const wish = await generateText({ ...request, messages, tools });
  const results = wish.toolCalls.map(({ toolCallId, toolName, input }) => ({
    type: 'tool-result',
    toolCallId,
    toolName,
    output: { type: 'text', value: sunny(input) },
  }));
  messages.push(...wish.response.messages, { role: 'tool', content: results });
  const answer = await generateText({ ...request, messages, tools });
  return { text: `${results[0]?.output.value}: ${answer.text}`, count: results.length };
}

export async function calls(order) {
  const tools = { [weather.name]: made(offered) };
  const { answer } = await pieces({ ...asked(order), tools }, () => {});
  const found = await answer.toolCalls;
  const text = called(found.map(({ toolName, input }) => ({ name: toolName, input })));
  const count = new Set(found.map((call) => call.toolCallId)).size;
  return { text, count, note: (await told({ answer })).note };
}

export async function run(order) {
  const results = [];
  const execute = async (input) => {
    results.push(sunny(input));
    return results.at(-1);
  };
  const tools = { [weather.name]: made({ ...offered, execute }) };
  const { answer } = await pieces({ ...asked(order), tools, stopWhen: isStepCount(5) }, () => {});
  return { text: `${results.join(', ')}: ${await answer.text}`, count: results.length };
}

export async function embed(order) {
  const model = provider(order).embeddingModel(order.model);
  const { embeddings } = await embedMany({ model, values: ['one', 'two'], maxRetries: order.repeats });
  const [, second] = embeddings;
  return { text: `${embeddings.length} vectors`, count: second.length, note: `${second[0]}` };
}
