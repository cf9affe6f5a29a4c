package dev.rollcall.directory.event;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The id of an event: the place of its change in the order of commits, and which of the change's events it is.
 *
 * <p>Guarantees: ids are in the order of commits, as values and as text alike; the same change gives the same ids, however often
 * it is looked at. The text is {@value #PREFIX} and {@value #DIGITS} letters or digits.
 *
 * <p>An event that stands in no change, such as a test, has an id {@link #beside} the record, behind every place in it.
 *
 * @param transaction the number of the transaction, less than 2<sup>44</sup>; 0 where the sequence alone is the order of commits
 * @param sequence the number of the row that ends the change, less than 2<sup>60</sup>
 * @param index which event of the change, less than 2<sup>24</sup>: that of a part's beginning is {@link #ofPart}
 */
public record EventId(long transaction, long sequence, int index) implements Comparable<EventId> {
    /** What the text begins with. */
    public static final String PREFIX = "evt_";

    /** How many letters or digits follow. */
    public static final int DIGITS = 22;

    /** How many events one part of a change may have. */
    public static final int EVENTS_A_PART = 1_024;

    private static final int TRANSACTION_BITS = 44;
    private static final int SEQUENCE_BITS = 60;
    private static final int INDEX_BITS = 24;
    private static final long BESIDE = (1L << TRANSACTION_BITS) - 1;
    private static final long LAST_SEQUENCE = (1L << SEQUENCE_BITS) - 1;
    private static final int LAST_INDEX = (1 << INDEX_BITS) - 1;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final Comparator<EventId> ORDER = Comparator.comparingLong(EventId::transaction)
            .thenComparingLong(EventId::sequence)
            .thenComparingInt(EventId::index);

    /** Before every event. */
    public static final EventId BEGINNING = new EventId(0, 0, 0);

    public EventId {
        if (transaction < 0
                || transaction > BESIDE
                || sequence < 0
                || sequence > LAST_SEQUENCE
                || index < 0
                || index > LAST_INDEX) {
            throw new IllegalArgumentException(
                    "No event can be numbered " + transaction + ", " + sequence + ", " + index + ".");
        }
    }

    /** The first event of a part of a change. */
    public static EventId ofPart(long transaction, long sequence, int part) {
        return new EventId(transaction, sequence, Math.multiplyExact(part, EVENTS_A_PART));
    }

    /** The id of an event that stands in no change: unlike any other with all but certainty. */
    public static EventId beside(Instant now, RandomGenerator random) {
        return new EventId(BESIDE, now.toEpochMilli(), random.nextInt(LAST_INDEX + 1));
    }

    /**
     * An id that no change has, behind every event up to an end and before every one to come: for work that is done at that place.
     *
     * @param end what a session has {@code ChangeView.reached()}
     * @param n tells those at one end apart, less than 2<sup>23</sup>
     */
    public static EventId atEnd(EventId end, int n) {
        if (n < 0 || n > LAST_INDEX / 2) {
            throw new IllegalArgumentException("There are " + LAST_INDEX / 2 + " ids at one end.");
        }
        return new EventId(end.transaction, end.sequence, LAST_INDEX - n);
    }

    /** The id in that text; empty when the text is no event's id. */
    public static Optional<EventId> parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + DIGITS) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = PREFIX.length(); i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > TRANSACTION_BITS + SEQUENCE_BITS + INDEX_BITS) {
            return Optional.empty();
        }
        long transaction = number.shiftRight(SEQUENCE_BITS + INDEX_BITS).longValueExact();
        long sequence = number.shiftRight(INDEX_BITS).and(BigInteger.valueOf(LAST_SEQUENCE)).longValueExact();
        return Optional.of(new EventId(transaction, sequence, number.intValue() & LAST_INDEX));
    }

    /** Whether the event stands in no change. */
    public boolean isBeside() {
        return transaction == BESIDE;
    }

    /** The part of the change that the event belongs to, from 0. */
    public int part() {
        return index / EVENTS_A_PART;
    }

    /** The event so many after this one, of the same part. */
    public EventId plus(int events) {
        if (events < 0 || index % EVENTS_A_PART + events >= EVENTS_A_PART) {
            throw new IllegalArgumentException("A part of a change has " + EVENTS_A_PART + " events at most.");
        }
        return new EventId(transaction, sequence, index + events);
    }

    /** The first id that the change can have: the same for all events of one change. */
    public EventId beginningOfChange() {
        return new EventId(transaction, sequence, 0);
    }

    /** The last id that the change can have, for comparisons. */
    public EventId endOfChange() {
        return new EventId(transaction, sequence, LAST_INDEX);
    }

    /** The id as everybody shows it. */
    public String text() {
        BigInteger number = BigInteger.valueOf(transaction)
                .shiftLeft(SEQUENCE_BITS)
                .or(BigInteger.valueOf(sequence))
                .shiftLeft(INDEX_BITS)
                .or(BigInteger.valueOf(index));
        char[] digits = new char[DIGITS];
        for (int i = DIGITS - 1; i >= 0; i--) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            digits[i] = ALPHABET.charAt(parts[1].intValue());
            number = parts[0];
        }
        return PREFIX + new String(digits);
    }

    @Override
    public int compareTo(EventId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text();
    }
}
