package dev.rollcall.directory.identifier;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * The id of a group in the management API: {@code grp_} and the base58 form of its SCIM id, which is a UUID. Each is made of
 * the other, so that neither is stored.
 */
public final class GroupId {
    private static final String PREFIX = "grp_";
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int BITS = 128;
    private static final int DIGITS = 22;

    private GroupId() {}

    /**
     * The id for the management API.
     *
     * @throws IllegalArgumentException when the SCIM id is no UUID
     */
    public static String of(String scimId) {
        UUID uuid = UUID.fromString(scimId);
        BigInteger number = unsigned(uuid.getMostSignificantBits()).shiftLeft(Long.SIZE)
                .or(unsigned(uuid.getLeastSignificantBits()));
        StringBuilder digits = new StringBuilder(DIGITS);
        for (int i = 0; i < DIGITS; i++) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            digits.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return PREFIX + digits.reverse();
    }

    /** The SCIM id; empty when the text is no group's id. */
    public static Optional<String> scimId(String groupId) {
        if (!groupId.startsWith(PREFIX) || groupId.length() != PREFIX.length() + DIGITS) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = PREFIX.length(); i < groupId.length(); i++) {
            int digit = ALPHABET.indexOf(groupId.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        return number.bitLength() > BITS
                ? Optional.empty()
                : Optional.of(new UUID(number.shiftRight(Long.SIZE).longValue(), number.longValue()).toString());
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
