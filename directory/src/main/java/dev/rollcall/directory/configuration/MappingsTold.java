package dev.rollcall.directory.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By which version of the mapping those who follow the changes know each user: stretches of users in the order of their ids. There
 * is more than one when a mapping was changed again before everybody was told of the last change.
 *
 * @param stretches not empty; each ends where the next one begins, the last one has no end; at most {@link #MOST}, beyond
 *     which the versions of the last ones are forgotten
 */
public record MappingsTold(List<Stretch> stretches) {
    /** Stands for a version that is not known any more: everybody is told. */
    public static final int UNKNOWN = -1;

    static final int MOST = 16;

    /**
     * Users who are known by one version.
     *
     * @param upTo the last id; empty text for all that follow
     */
    public record Stretch(int version, String upTo) {
        private boolean reaches(String id) {
            return upTo.isEmpty() || id.compareTo(upTo) <= 0;
        }
    }

    public MappingsTold {
        stretches = List.copyOf(stretches);
    }

    /** Everybody is known by one version. */
    public static MappingsTold all(int version) {
        return new MappingsTold(List.of(new Stretch(version, "")));
    }

    /** Those that a text of {@link #toString} says. */
    public static MappingsTold parse(String text) {
        return new MappingsTold(Arrays.stream(text.split(" ", -1)).map(part -> {
            int colon = part.indexOf(':');
            return new Stretch(Integer.parseInt(part.substring(0, colon)), part.substring(colon + 1));
        }).toList());
    }

    /** The same after everybody up to an id, itself included, was told of a version. */
    public MappingsTold told(String id, int version) {
        if (id.isEmpty()) {
            return this;
        }
        List<Stretch> next = new ArrayList<>();
        next.add(new Stretch(version, id));
        for (Stretch stretch : stretches) {
            if (stretch.upTo.isEmpty() || stretch.upTo.compareTo(id) > 0) {
                if (next.getLast().version == stretch.version) {
                    next.removeLast();
                }
                next.add(stretch);
            }
        }
        return next.size() <= MOST ? new MappingsTold(next) : new MappingsTold(cut(next));
    }

    private static List<Stretch> cut(List<Stretch> stretches) {
        List<Stretch> kept = new ArrayList<>(stretches.subList(0, MOST - 1));
        kept.add(new Stretch(UNKNOWN, ""));
        return kept;
    }

    /** The version by which a user is known. */
    public int version(String id) {
        return stretches.stream().filter(stretch -> stretch.reaches(id)).findFirst().orElseThrow().version;
    }

    /** Whether everybody is known by that version. */
    public boolean isAll(int version) {
        return stretches.stream().allMatch(stretch -> stretch.version == version);
    }

    /** The oldest version that somebody may be known by; never {@link ScimConfiguration#DEFAULT_MAPPING}. */
    public int oldest() {
        return stretches.stream()
                .mapToInt(Stretch::version)
                .filter(version -> version > 0)
                .min()
                .orElse(
                        Integer.MAX_VALUE);
    }

    /** What {@link #parse} reads. */
    @Override
    public String toString() {
        return stretches.stream()
                .map(stretch -> stretch.version + ":" + stretch.upTo)
                .collect(Collectors.joining(" "));
    }
}
