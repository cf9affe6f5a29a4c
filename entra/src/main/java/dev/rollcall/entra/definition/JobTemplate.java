package dev.rollcall.entra.definition;

/** The template that a job is made from; its name begins the job's id. Source: source document 003. */
public enum JobTemplate {
    /** The current state of the service. */
    SCIM("scim"),
    /** The state of the service in 2018. */
    CUSTOMAPPSSO("customappsso");

    private final String id;

    JobTemplate(String id) {
        this.id = id;
    }

    /** As Graph and the job file write it. */
    public String id() {
        return id;
    }
}
