package dev.rollcall.scim.json;

import java.util.Arrays;

/**
 * What the tree of a body will cost at most, told from its bytes before any of it is built.
 *
 * <p>Guarantees: for every body that {@link ScimJson#parse} reads within the limits, the tree that it gives has exactly
 * {@code values} nodes and takes at most {@code heapBytes} of heap (64-bit HotSpot with compressed references and 12-byte
 * headers, which is what a heap of less than 32 GiB has; smaller headers take less). The scan takes one pass over the
 * bytes and a few kilobytes of memory. It ends early where reading would be refused, and never refuses by itself.
 *
 * @param values objects, arrays and simple values, the body itself included
 * @param heapBytes an upper bound, at most a third above what real bodies of users and groups take
 */
public record TreeWeight(int values, long heapBytes) {

    /**
     * {@return the weight of the tree of these bytes}
     *
     * @param utf8 the whole body
     * @param limits that the body is read within
     */
    public static TreeWeight of(byte[] utf8, JsonLimits limits) {
        return new Scan(utf8, limits).run();
    }

    private static final class Scan {
        private static final int REFERENCE = 4;
        private static final int ARRAY_HEADER = 16;
        private static final int STRING = 24;
        private static final int TEXT_NODE = 16;
        /** A node of an object or array, and the map or list behind it. */
        private static final int CONTAINER = 24 + 24;
        /** An entry of a linked map, in the form that it has when hashes collide, and its part of the table. */
        private static final int ENTRY = 64 + 12;
        private static final int LINKED_MAP = 32 + 56 + ARRAY_HEADER;
        /** An array of half a region of the collector or more has the last of its regions to itself. */
        private static final int REGION = 1 << 20;
        /** The parser knows a name again; so does the scan, as far as it remembers. */
        private static final int NAMES = 512;

        private final byte[] bytes;
        private final JsonLimits limits;
        /** Children of the containers that are open; those of objects are below zero. */
        private int[] children = new int[16];
        private final int[] nameStart = new int[NAMES];
        private final int[] nameEnd = new int[NAMES];
        private int depth;
        private int values;
        private long heap;

        Scan(byte[] bytes, JsonLimits limits) {
            this.bytes = bytes;
            this.limits = limits;
        }

        TreeWeight run() {
            int i = 0;
            while (i < bytes.length && values <= limits.maxValues() && depth <= limits.maxDepth()) {
                i = token(i);
            }
            return new TreeWeight(values, heap);
        }

        /** Weighs what begins at the place, and answers where the next thing begins. */
        private int token(int i) {
            switch (bytes[i]) {
                case '{', '[' -> open(bytes[i] == '{');
                case '}', ']' -> close();
                case '"' -> {
                    return text(i + 1);
                }
                case ' ', '\t', '\n', '\r', ',', ':' -> {}
                default -> {
                    return literal(i);
                }
            }
            return i + 1;
        }

        private void open(boolean object) {
            value();
            if (depth == children.length) {
                children = Arrays.copyOf(children, 2 * depth);
            }
            // An object begins at -1, so that it is known for one; its members go down from there.
            children[depth++] = object ? -1 : 0;
        }

        private void close() {
            if (depth == 0) {
                return;
            }
            int counted = children[--depth];
            int size = counted < 0 ? -1 - counted : counted;
            if (size == 0) {
                return;
            }
            heap += counted >= 0
                    ? CONTAINER + array(size * (long) REFERENCE)
                    : size <= FixedMembers.FEW
                            ? CONTAINER + array(size * 2L * REFERENCE)
                            : CONTAINER + LINKED_MAP + size * (long) ENTRY;
        }

        private void value() {
            values++;
            if (depth > 0) {
                children[depth - 1] += children[depth - 1] < 0 ? -1 : 1;
            }
        }

        private int literal(int start) {
            value();
            int end = start;
            boolean whole = true;
            while (end < bytes.length && isOfLiteral(bytes[end])) {
                whole &= bytes[end] != '.' && bytes[end] != 'e' && bytes[end] != 'E';
                end++;
            }
            int length = end - start;
            boolean number = bytes[start] == '-' || bytes[start] >= '0' && bytes[start] <= '9';
            if (number) {
                // An int or long, else a decimal or a large integer with its digits.
                heap += whole && length <= 18 ? 24 : 16 + 40 + 40 + array(length);
            }
            return Math.max(end, start + 1);
        }

        private static boolean isOfLiteral(byte b) {
            return b >= '0' && b <= '9'
                    || b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b == '-'
                    || b == '+'
                    || b == '.';
        }

        private int text(int start) {
            int i = start;
            boolean wide = false;
            while (i < bytes.length && bytes[i] != '"') {
                if (bytes[i] == '\\') {
                    i++;
                    wide |= i < bytes.length && bytes[i] == 'u';
                } else {
                    wide |= bytes[i] < 0;
                }
                i++;
            }
            int end = Math.min(i, bytes.length);
            boolean name = isName(end);
            if (!name) {
                value();
                heap += TEXT_NODE;
            }
            if (!name || isNew(start, end)) {
                heap += STRING + array((end - start) * (wide ? 2L : 1L));
            }
            return end + 1;
        }

        /** Whether a colon follows the text that ends there. */
        private boolean isName(int end) {
            int i = end + 1;
            while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r')) {
                i++;
            }
            return i < bytes.length && bytes[i] == ':';
        }

        private boolean isNew(int start, int end) {
            int hash = 0;
            for (int i = start; i < end; i++) {
                hash = 31 * hash + bytes[i];
            }
            int slot = (hash ^ hash >>> 16) & NAMES - 1;
            boolean known = nameEnd[slot] > 0
                    && Arrays.equals(bytes, nameStart[slot], nameEnd[slot], bytes, start, end);
            nameStart[slot] = start;
            nameEnd[slot] = end;
            return !known;
        }

        private static long array(long content) {
            long rounded = ARRAY_HEADER + (content + 7 & ~7L);
            return rounded < REGION / 2 ? rounded : rounded + REGION;
        }
    }
}
