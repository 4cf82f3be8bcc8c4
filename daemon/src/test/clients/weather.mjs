// The tool that every library offers to the model.
export const weather = {
  name: 'get_weather',
  description: 'The weather in a city',
  parameters: {
    type: 'object',
    required: ['city'],
    properties: { city: { type: 'string', description: 'The city' } },
  },
};

/** What it says. */
export function sunny({ city }) {
  return `sunny in ${city}`;
}

/** What stands around the words of an answer: its model, why it is over, what was used. */
export function note(model, end, prompt, answer) {
  return `${model} ${end} ${prompt === undefined || prompt === null ? '-' : `${prompt}+${answer}`}`;
}

/** Tool calls as one text. */
export function called(calls) {
  return calls.map(({ name, input }) => `${name} ${JSON.stringify(input)}`).join(', ');
}
