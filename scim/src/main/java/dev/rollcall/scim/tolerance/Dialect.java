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

    /** {@return the dialect with every tolerance} */
    public static Dialect tolerant() {
        return TOLERANT;
    }

    /** {@return the dialect without any tolerance} */
    public static Dialect strict() {
        return STRICT;
    }

    /**
     * {@return the dialect with exactly these tolerances}
     *
     * @param tolerances which are granted
     */
    public static Dialect of(Set<Tolerance> tolerances) {
        return new Dialect(tolerances.isEmpty() ? EnumSet.noneOf(Tolerance.class) : EnumSet.copyOf(tolerances));
    }

    /**
     * {@return whether the tolerance is granted; when it is, records that it was used there}
     *
     * @param tolerance which
     * @param fired where every tolerance that is used is recorded
     * @param where at what place of the request
     */
    public boolean allows(Tolerance tolerance, FiredTolerances fired, String where) {
        boolean allowed = tolerances.contains(tolerance);
        if (allowed) {
            fired.fired(tolerance, where);
        }
        return allowed;
    }

    /**
     * {@return whether the tolerance is granted}
     *
     * @param tolerance which
     */
    public boolean has(Tolerance tolerance) {
        return tolerances.contains(tolerance);
    }

    /** {@return whether nothing is tolerated at all} */
    public boolean isStrict() {
        return tolerances.isEmpty();
    }

    /** {@return the tolerances of this dialect} */
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
