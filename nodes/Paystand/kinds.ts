import { creditMemo } from './actions/creditMemo/kind';
import { customer } from './actions/customer/kind';
import { dispute } from './actions/dispute/kind';
import { fee } from './actions/fee/kind';
import { payment } from './actions/payment/kind';
import { receivable } from './actions/receivable/kind';
import { refund } from './actions/refund/kind';
import { transfer } from './actions/transfer/kind';
import { withdrawal } from './actions/withdrawal/kind';
import type { Kind } from './item/kind';

/** Every kind of record that is described, for pickers and triggers. */
export const kinds: Kind[] = [
	creditMemo,
	customer,
	dispute,
	fee,
	payment,
	receivable,
	refund,
	transfer,
	withdrawal,
];
