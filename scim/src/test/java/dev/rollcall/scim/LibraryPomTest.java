package dev.rollcall.scim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever takes the library gets Jackson with it, and nothing else. */
class LibraryPomTest {
    private static final Path POM = Path.of("pom.xml");
    private static final Path PARENT = Path.of("..", "pom.xml");

    @Test
    void jacksonIsTheOnlyDependency() throws Exception {
        List<Element> declared = new ArrayList<>(dependencies(POM));
        declared.addAll(dependencies(PARENT));
        assertThat(declared.stream()
                .filter(dependency -> !text(dependency, "scope").equals("test"))
                .filter(dependency -> !text(dependency, "optional").equals("true"))
                .map(dependency -> text(dependency, "groupId") + ":" + text(dependency, "artifactId")))
                .containsExactly("tools.jackson.core:jackson-databind");
    }

    @Test
    void itsReadmeHasItsCoordinates() throws Exception {
        Element project = root(POM);
        Element parent = children(project, "parent").getFirst();
        assertThat(Files.readString(Path.of("README.md"))).contains("""
            <dependency>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>
            </dependency>
            """.formatted(text(parent, "groupId"), text(project, "artifactId"), text(parent, "version")));
    }

    private static List<Element> dependencies(Path pom) throws Exception {
        return children(children(root(pom), "dependencies").getFirst(), "dependency");
    }

    private static Element root(Path pom) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    /** The text of a child; empty when there is none. */
    private static String text(Element parent, String name) {
        return children(parent, name).stream().map(Element::getTextContent).findFirst().orElse("");
    }
}
