package dev.rollcall.entra.log;

import com.fasterxml.jackson.annotation.JsonValue;

/** How it went; source: entra.md §5.9. */
public enum ProvisioningStatus {
    SUCCESS("success"),
    FAILURE("failure"),
    SKIPPED("skipped"),
    WARNING("warning");

    private final String code;

    ProvisioningStatus(String code) {
        this.code = code;
    }

    /** As the log writes it. */
    @JsonValue
    public String code() {
        return code;
    }
}
