/**
 * Unlike other money, the amounts of credit memos are JSON numbers
 * (docs/paystand-api.md#credit-memo-fields).
 */
export const numbers = { amount: 'number', amountRemaining: 'number' } as const;
