package dev.rollcall.mapping;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The expression library costs a second of processor time and megabytes of classes: who needs no expression pays nothing. */
class LazyExpressionsTest {

    /** What runs in a loader of its own. */
    public static final class WithoutExpressions implements Callable<String> {
        @Override
        public String call() {
            Mapping mapping = Mapping.defaultFor("waad");
            return mapping.preview(Cases.object("{'userName':'ann','active':true}")).profile().attributes().toString();
        }
    }

    /** What runs in a loader of its own. */
    public static final class WithOne implements Callable<String> {
        @Override
        public String call() {
            return Cases.mapping("[{'auth0':'name','expression_in':'userName'}]").rows().toString();
        }
    }

    @Test
    void noClassOfTheLibraryIsLoadedWithoutAnExpression() throws Throwable {
        try (Loader loader = new Loader()) {
            assertThat(loader.run(WithoutExpressions.class)).isEqualTo("{\"upn\":\"ann\",\"blocked\":false}");
            assertThat(loader.asked).isEmpty();
        }
    }

    @Test
    void theFirstExpressionLoadsIt() throws Throwable {
        try (Loader loader = new Loader()) {
            assertThatThrownBy(() -> loader.run(WithOne.class)).isInstanceOf(NoClassDefFoundError.class);
            assertThat(loader.asked).isNotEmpty();
        }
    }

    /** Loads everything anew, and nothing of the library. */
    private static final class Loader extends URLClassLoader {
        private final List<String> asked = new ArrayList<>();

        Loader() {
            super(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Loader::url)
                    .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        String run(Class<? extends Callable<String>> work) throws Throwable {
            try {
                Object copy = loadClass(work.getName()).getDeclaredConstructor().newInstance();
                return (String) copy.getClass().getMethod("call").invoke(copy);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.cel.")) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
