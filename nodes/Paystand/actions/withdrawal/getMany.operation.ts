import { dateFilteredGetMany } from '../../lists/getMany';
import { withdrawal } from './kind';

export const getMany = dateFilteredGetMany(withdrawal, {
	from: 'listAllWithdrawals',
	pick: withdrawal.shortFields,
});
