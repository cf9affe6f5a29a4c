package dev.rollcall.entra.work;

import dev.rollcall.entra.log.ProvisioningStatus;

/** What became of one object. */
public enum Effect {
    CREATED(ProvisioningStatus.SUCCESS),
    UPDATED(ProvisioningStatus.SUCCESS),
    DISABLED(ProvisioningStatus.SUCCESS),
    DELETED(ProvisioningStatus.SUCCESS),
    /** It was as wanted; nothing was sent. */
    UNCHANGED(ProvisioningStatus.SKIPPED),
    SKIPPED(ProvisioningStatus.SKIPPED),
    FAILED(ProvisioningStatus.FAILURE),
    /** A manager was set or removed, or members were added or removed. */
    LINKED(ProvisioningStatus.SUCCESS),
    /** References point to nobody in the target. */
    UNRESOLVED(ProvisioningStatus.WARNING),
    REFERENCE_FAILED(ProvisioningStatus.FAILURE),
    STAGED(ProvisioningStatus.SKIPPED);

    private final ProvisioningStatus status;

    Effect(ProvisioningStatus status) {
        this.status = status;
    }

    /** How the log calls it. */
    public ProvisioningStatus status() {
        return status;
    }
}
