package dev.rollcall.entra.log;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a record is about; source: entra.md §5.9. */
public enum ProvisioningAction {
    CREATE("create"),
    UPDATE("update"),
    DELETE("delete"),
    DISABLE("disable"),
    STAGED_DELETE("stagedDelete"),
    OTHER("other");

    private final String code;

    ProvisioningAction(String code) {
        this.code = code;
    }

    /** As the log writes it. */
    @JsonValue
    public String code() {
        return code;
    }
}
