package dev.rollcall.scim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Nobody changes by accident what others use of this library. */
class PublicApiTest {
    private static final Path WRITTEN = Path.of("src/test/resources/dev/rollcall/scim/api.txt");

    /** With {@code -Drollcall.api=write} it writes the surface down instead of comparing it. */
    @Test
    void theSurfaceIsTheOneThatIsWrittenDown() throws Exception {
        Path classes = Path.of(ScimException.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> now = PublicApi.of(classes);
        assertThat(now).hasSizeGreaterThan(300);
        if ("write".equals(System.getProperty("rollcall.api"))) {
            Files.writeString(WRITTEN, String.join("\n", now) + "\n");
        }
        List<String> before = withTypes(Files.readAllLines(WRITTEN));
        List<String> after = withTypes(now);
        List<String> difference = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> difference.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> difference.add("+ " + line));
        assertThat(difference)
                .as("""
                    What others use of scim is not what %s says any more: - is gone or another now, + is new. If that is meant, accept it:
                    mvn test -pl scim -am -Dtest=PublicApiTest -Drollcall.api=write -Dsurefire.failIfNoSpecifiedTests=false
                    and for what is gone or another say in CHANGELOG.md what whoever uses it does instead.""",
                        WRITTEN)
                .isEmpty();
    }

    @Test
    void everythingThatOthersCanUseIsInIt() {
        assertThat(PublicApi.of(Sample.class)).containsExactly(
                "public abstract static sealed class dev.rollcall.scim.PublicApiTest.Sample<T extends Number>"
                        + " implements Comparable<T> permits dev.rollcall.scim.PublicApiTest.Part",
                "    protected dev.rollcall.scim.PublicApiTest.Sample(java.util.List<? extends T>)",
                "    protected final int count",
                "    public final <X> X first(java.util.Optional<X>,T...) throws java.io.IOException",
                "    public static final String NAME = \"a name\"");
        assertThat(PublicApi.of(Place.class)).containsExactly(
                "public static final record dev.rollcall.scim.PublicApiTest.Place(java.util.List<String> names, int depth)",
                "    public boolean isTop()",
                "    public dev.rollcall.scim.PublicApiTest.Place(int)");
        assertThat(PublicApi.of(Kind.class)).containsExactly(
                "public static final enum dev.rollcall.scim.PublicApiTest.Kind",
                "    public String word()",
                "    public static final dev.rollcall.scim.PublicApiTest.Kind ONE");
    }

    /** Each member behind the name of its type. */
    private static List<String> withTypes(List<String> lines) {
        List<String> all = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            if (line.startsWith(" ")) {
                all.add(type + ": " + line.strip());
            } else {
                type = line.replaceFirst("^.*?(dev\\.[\\w.]+).*$", "$1");
                all.add(line);
            }
        }
        return all;
    }

    /** Has one member of each sort. */
    @SuppressWarnings("ComparableType") // Its shape is all that it is for.
    public abstract static sealed class Sample<T extends Number> implements Comparable<T> permits Part {
        public static final String NAME = "a name";
        static final String HIDDEN = "x";
        protected final int count = 1;

        protected Sample(List<? extends T> given) {}

        Sample() {}

        @SafeVarargs
        public final <X> X first(Optional<X> one, T... others) throws java.io.IOException {
            return one.orElseThrow();
        }

        void hidden() {}

        @Override
        public String toString() {
            return NAME;
        }
    }

    /** Is one. */
    private abstract static non-sealed class Part extends Sample<Integer> {}

    /** Has an accessor that nobody wrote and a method that somebody did. */
    public record Place(List<String> names, int depth) {
        public Place {
            names = List.copyOf(names);
        }

        public Place(int depth) {
            this(List.of(), depth);
        }

        public boolean isTop() {
            return depth == 0;
        }
    }

    /** Has a method. */
    public enum Kind {
        ONE;

        public String word() {
            return name();
        }
    }
}
