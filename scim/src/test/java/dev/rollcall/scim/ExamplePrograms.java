package dev.rollcall.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The programs in {@code scim/examples}, compiled and run as whoever takes the library would: with the library and the three jars of
 * Jackson on the class path, and nothing else.
 */
final class ExamplePrograms {
    private static final Path FOLDER = Path.of("examples");
    private static final List<Path> LIBRARY = Stream.of(
            ScimException.class, JsonNode.class, JsonParser.class, JsonProperty.class)
            .map(ExamplePrograms::location)
            .toList();

    private final Path classes;

    private ExamplePrograms(Path classes) {
        this.classes = classes;
    }

    /** The source files, in the order of their names. */
    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** Compiles them all; a warning is a failure. */
    static ExamplePrograms compiled(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
            compiler.getTask(null, files, said,
                    List.of("-Xlint:all", "-proc:none", "-d", folder.toString(), "-cp", classPath(LIBRARY)), null,
                    files.getJavaFileObjectsFromPaths(sources())).call();
        }
        assertThat(said.getDiagnostics()).isEmpty();
        return new ExamplePrograms(folder);
    }

    /** What a program prints. */
    String printed(String name) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path path : everything()) {
            urls.add(path.toUri().toURL());
        }
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Starts a program in a process of its own, whose errors are in its output. */
    Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(everything()), name));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private List<Path> everything() {
        return Stream.concat(Stream.of(classes), LIBRARY.stream()).toList();
    }

    private static String classPath(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path location(Class<?> type) {
        try {
            URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
