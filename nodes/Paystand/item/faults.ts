import { asError, PaystandError } from '../../../client/errors';

/** What is wrong with the values of one item, gathered so that all of it is told at once. */
export class Faults {
	private readonly found: PaystandError[] = [];

	/**
	 * What `read` returns; `undefined` when it finds a value at fault, which is kept.
	 *
	 * @throws what is no fault of a value, such as an expression that cannot be resolved
	 */
	collect<T>(read: () => T): T | undefined {
		try {
			return read();
		} catch (error) {
			if (!(error instanceof PaystandError)) throw asError(error);
			this.found.push(error);
			return undefined;
		}
	}

	/** @throws {PaystandError} what was found, as one error */
	throwIfAny(): void {
		const [first, ...others] = this.found;
		if (!first) return;
		if (others.length === 0) throw first;
		const nextSteps = new Set(this.found.map(({ nextStep }) => nextStep).filter(Boolean));
		throw new PaystandError(
			this.found.map(({ message }) => message).join('; '),
			[...nextSteps].join(' '),
		);
	}
}
