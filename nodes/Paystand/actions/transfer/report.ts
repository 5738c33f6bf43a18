const NOT_READY =
	"The entries are there once the report's status is completed or reversed (Get Report shows it), and only if Paystand has enabled transfer reports for your account: ask support@paystand.com.";

/** What to do when Paystand gives no report (fact sheet 6.11). */
export const REPORT_HINTS: Record<number, string> = {
	400: NOT_READY,
	403: NOT_READY,
	404: NOT_READY,
	422: NOT_READY,
};
