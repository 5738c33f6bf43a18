/** Unlike other money, the amounts of credit memos are JSON numbers (fact sheet 6.5). */
export const numbers = { amount: 'number', amountRemaining: 'number' } as const;
