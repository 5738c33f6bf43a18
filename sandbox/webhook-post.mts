import axios from 'axios';

/**
 * Posts JSON once. The outcome is the status of the reply, or why there was none.
 * @param timeout real milliseconds
 */
export async function post(
	url: string,
	body: unknown,
	timeout: number,
): Promise<{ status?: number; error?: string }> {
	try {
		const { status } = await axios.post(url, body, {
			timeout,
			// `timeout` alone lets a receiver that never accepts the connection hang on.
			signal: AbortSignal.timeout(timeout),
			maxRedirects: 0,
			proxy: false,
			responseType: 'text',
			validateStatus: () => true,
		});
		return { status };
	} catch (error) {
		if (axios.isCancel(error)) return { error: 'no reply in time' };
		return { error: axios.isAxiosError(error) ? (error.code ?? error.message) : String(error) };
	}
}

/** Whether anything can be posted there at all. */
export function isWebAddress(url: string): boolean {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
