package dev.rollcall.entra.log;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kinds of steps that a record lists; source: entra.md §5.9. */
public enum StepType {
    IMPORT("import"),
    SCOPING("scoping"),
    MATCHING("matching"),
    PROCESSING("processing"),
    REFERENCE_RESOLUTION("referenceResolution"),
    EXPORT("export");

    private final String code;

    StepType(String code) {
        this.code = code;
    }

    /** As the log writes it. */
    @JsonValue
    public String code() {
        return code;
    }
}
