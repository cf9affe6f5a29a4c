package dev.rollcall.directory.storage;

/** The audit log of the management API, to read and write. */
public interface AuditStore extends AuditView {

    /** Adds a row; what is secret was taken out before. */
    void append(AuditEntry entry);
}
