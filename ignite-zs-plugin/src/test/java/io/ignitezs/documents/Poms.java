package io.ignitezs.documents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Maven's files of this repository. */
final class Poms {
    private static final Path ROOT = Path.of("..");

    private Poms() {
    }

    /** Of modules, as {@code -pl} names them. */
    static List<String> modules() {
        return texts(ROOT.resolve("pom.xml"), "/project/modules/module/text()");
    }

    static Path directory(String module) {
        return ROOT.resolve(module);
    }

    static Set<String> profiles() {
        return ofAll("//profile/id/text()");
    }

    static Set<String> properties() {
        Set<String> names = new TreeSet<>();
        for (Path pom : all())
            find(pom, "//properties/*").forEach(node -> names.add(node.getNodeName()));
        return names;
    }

    /** Of plugins that the root pom gives a version. */
    static Set<String> plugins() {
        return new TreeSet<>(texts(ROOT.resolve("pom.xml"), "//pluginManagement//artifactId/text()"));
    }

    static String mainClass(Path pom) {
        return texts(pom, "//manifest/mainClass/text()").get(0);
    }

    /** Maven's default: what jars and packages are called. */
    static String finalName(Path pom) {
        return texts(pom, "/project/artifactId/text()").get(0) + '-' + texts(pom, "/project/parent/version/text()").get(0);
    }

    private static Set<String> ofAll(String expression) {
        Set<String> found = new TreeSet<>();
        for (Path pom : all())
            found.addAll(texts(pom, expression));
        return found;
    }

    private static List<Path> all() {
        List<Path> poms = new ArrayList<>(List.of(ROOT.resolve("pom.xml")));
        modules().forEach(module -> poms.add(directory(module).resolve("pom.xml")));
        return poms;
    }

    private static List<String> texts(Path pom, String expression) {
        List<String> texts = new ArrayList<>();
        find(pom, expression).forEach(node -> texts.add(node.getNodeValue()));
        return texts;
    }

    private static List<Node> find(Path pom, String expression) {
        try {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            NodeList found = (NodeList)XPathFactory.newInstance().newXPath().evaluate(expression, document, XPathConstants.NODESET);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++)
                nodes.add(found.item(i));
            return nodes;
        }
        catch (IOException | ParserConfigurationException | SAXException | XPathException e) {
            throw new IllegalStateException("Failed to read [file=" + pom + ']', e);
        }
    }
}
