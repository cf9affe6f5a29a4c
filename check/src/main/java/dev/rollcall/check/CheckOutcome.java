package dev.rollcall.check;

/** How a check ended. */
public enum CheckOutcome {
    PASSED("passed"),
    FAILED("failed"),
    /** The endpoint does not have what the check is about; the message says what. */
    NOT_APPLICABLE("not applicable"),
    /** The check could not come to a judgement: what it needs could not be made, or its time was used up. */
    ERROR("error");

    private final String label;

    CheckOutcome(String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }
}
