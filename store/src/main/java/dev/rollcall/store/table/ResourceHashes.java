package dev.rollcall.store.table;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which resources are among some, in four bytes for each: sorted hashes, highest byte first.
 *
 * <p>Guarantees: whoever is among them is found; one that is not may be taken for one of them, once in four billion comparisons.
 */
final class ResourceHashes {
    private ResourceHashes() {}

    /** Never empty, since not every driver tells no bytes from none at all. */
    static byte[] of(List<String> resources) {
        int[] hashes = IntStream.concat(IntStream.of("".hashCode()), resources.stream().mapToInt(String::hashCode))
                .sorted()
                .distinct()
                .toArray();
        ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Integer.BYTES);
        bytes.asIntBuffer().put(hashes);
        return bytes.array();
    }

    static boolean mayHave(byte[] hashes, String resource) {
        IntBuffer sorted = ByteBuffer.wrap(hashes).asIntBuffer();
        int wanted = resource.hashCode();
        int low = 0;
        int high = sorted.limit() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int hash = sorted.get(middle);
            if (hash == wanted) {
                return true;
            }
            if (hash < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
