package dev.rollcall.scim.tolerance;

import java.util.EnumSet;
import java.util.Set;

/**
 * The set of tolerances that a connection grants. Immutable.
 *
 * <p>{@link #tolerant()} holds them all and is what a connection has unless it says otherwise; {@link #strict()} holds
 * none, so that requests are read by the letter of RFC 7644.
 */
public final class Dialect {
    private static final Dialect TOLERANT = new Dialect(EnumSet.allOf(Tolerance.class));
    private static final Dialect STRICT = new Dialect(EnumSet.noneOf(Tolerance.class));

    private final Set<Tolerance> tolerances;

    private Dialect(Set<Tolerance> tolerances) {
        this.tolerances = tolerances;
    }

    /** Every tolerance. */
    public static Dialect tolerant() {
        return TOLERANT;
    }

    /** No tolerance. */
    public static Dialect strict() {
        return STRICT;
    }

    /** Exactly these. */
    public static Dialect of(Set<Tolerance> tolerances) {
        return new Dialect(tolerances.isEmpty() ? EnumSet.noneOf(Tolerance.class) : EnumSet.copyOf(tolerances));
    }

    /** Whether the tolerance is granted; when it is, records that it was used there. */
    public boolean allows(Tolerance tolerance, FiredTolerances fired, String where) {
        boolean allowed = tolerances.contains(tolerance);
        if (allowed) {
            fired.fired(tolerance, where);
        }
        return allowed;
    }

    /** Whether the tolerance is granted. */
    public boolean has(Tolerance tolerance) {
        return tolerances.contains(tolerance);
    }

    /** Whether nothing is tolerated at all. */
    public boolean isStrict() {
        return tolerances.isEmpty();
    }

    /** The tolerances of this dialect. */
    public Set<Tolerance> tolerances() {
        return Set.copyOf(tolerances);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dialect dialect && dialect.tolerances.equals(tolerances);
    }

    @Override
    public int hashCode() {
        return tolerances.hashCode();
    }

    @Override
    public String toString() {
        return "Dialect" + tolerances;
    }
}
