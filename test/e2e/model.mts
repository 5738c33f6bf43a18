/** A language model that speaks OpenAI's chat completions and says what the test lets it say. */
import Fastify from 'fastify';
import type { N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';

interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
}

/** What the agent sends to the model. */
export interface ModelRequest {
	messages: Message[];
	tools: Array<{
		function: { name: string; description: string; parameters: { properties: object } };
	}>;
}

/** A call of a tool, or the answer. */
export type Turn = { tool: string; input: object } | string;

export interface Model {
	requests: ModelRequest[];
	/** What the model does next, one turn for each request. */
	turns: Turn[];
	credential(n8n: N8nClient): Promise<SavedCredential>;
	close(): Promise<void>;
}

export async function startModel(): Promise<Model> {
	const app = Fastify();
	const requests: ModelRequest[] = [];
	const turns: Turn[] = [];
	app.post<{ Body: ModelRequest }>('/v1/chat/completions', async ({ body }, reply) => {
		requests.push(body);
		const turn = turns.shift();
		if (turn === undefined) return await reply.code(400).send({ error: { message: 'No turn' } });
		return completion(turn, requests.length);
	});
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		requests,
		turns,
		credential: (n8n) =>
			n8n.credentials.create('Model of the test', 'openAiApi', {
				apiKey: 'not-a-key',
				url: `${url}/v1`,
			}),
		close: () => app.close(),
	};
}

function completion(turn: Turn, number: number) {
	const isAnswer = typeof turn === 'string';
	const message = isAnswer
		? { role: 'assistant', content: turn }
		: {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call_${number}`,
						type: 'function',
						function: { name: turn.tool, arguments: JSON.stringify(turn.input) },
					},
				],
			};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 0,
		model: 'test',
		choices: [{ index: 0, message, finish_reason: isAnswer ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
