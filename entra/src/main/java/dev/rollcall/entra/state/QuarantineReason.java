package dev.rollcall.entra.state;

/** Why a job is in quarantine, in the words of Microsoft Graph; source: entra.md §5.6 and §5.7. */
public enum QuarantineReason {
    /** Credentials or connection failed outright. */
    ENCOUNTERED_QUARANTINE_EXCEPTION("EncounteredQuarantineException"),
    /** Too many operations failed, by number or by share. */
    ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD("EncounteredEscrowProportionThreshold"),
    /** An administrator put it there. */
    QUARANTINE_ON_DEMAND("QuarantineOnDemand"),
    /** More deletions are due than the accidental deletion threshold allows; they wait for a decision. */
    TOO_MANY_DELETES("TooManyDeletes");

    private final String code;

    QuarantineReason(String code) {
        this.code = code;
    }

    /** As Graph writes it. */
    public String code() {
        return code;
    }
}
