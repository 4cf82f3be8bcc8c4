package dev.homeport.install.launchd;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A property list whose root is a dictionary. Its values are texts, whole numbers, truth values,
/// lists, and maps of those by name.
///
/// @param comment what stands above it for people; empty for nothing
public record Plist(Map<String, Object> values, String comment) {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      """;

  /// What became of a text.
  public sealed interface Parsed {
    /// It is one.
    record Good(Plist plist) implements Parsed {}

    /// It is none.
    record Bad(String why) implements Parsed {}
  }

  /// Copies the values.
  public Plist {
    values = new LinkedHashMap<>(values);
  }

  /// Reads a text. Nothing is fetched for it, whatever it names.
  public static Parsed parse(String text) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
      builder.setErrorHandler(null);
      var document = builder.parse(new InputSource(new StringReader(text)));
      Element root = document.getDocumentElement();
      List<Element> children = children(root);
      if (!root.getTagName().equals("plist") || children.size() != 1) {
        return new Parsed.Bad("<plist> with one value in it is expected");
      }
      if (!(value(children.getFirst()) instanceof Map<?, ?> map)) {
        return new Parsed.Bad("its value must be a <dict>");
      }
      var values = new LinkedHashMap<String, Object>();
      map.forEach((key, value) -> values.put((String) key, value));
      return new Parsed.Good(new Plist(values, comments(document)));
    } catch (SAXException | IllegalArgumentException e) {
      return new Parsed.Bad(String.valueOf(e.getMessage()));
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Element> children(Node parent) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /// The comments before the list itself.
  private static String comments(Node document) {
    var text = new StringBuilder();
    for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeType() == Node.COMMENT_NODE) {
        text.append(node.getNodeValue());
      }
    }
    return text.toString().strip();
  }

  private static Object value(Element element) {
    String text = element.getTextContent();
    return switch (element.getTagName()) {
      case "string" -> text;
      case "integer" -> Long.valueOf(text.strip());
      case "true" -> true;
      case "false" -> false;
      case "array" -> children(element).stream().map(Plist::value).toList();
      case "dict" -> map(children(element));
      default ->
          throw new IllegalArgumentException("<" + element.getTagName() + "> is not used here");
    };
  }

  private static Map<String, Object> map(List<Element> words) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i).getTextContent();
      if (!words.get(i).getTagName().equals("key") || i + 1 == words.size()) {
        throw new IllegalArgumentException("<key>s and values must take turns, near " + name);
      }
      if (map.put(name, value(words.get(i + 1))) != null) {
        throw new IllegalArgumentException("the key " + name + " is there twice");
      }
    }
    return map;
  }

  /// The value under a name.
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /// The same with another value under a name.
  public Plist with(String name, Object value) {
    var changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Plist(changed, comment);
  }

  /// The same without a name.
  public Plist without(String name) {
    var changed = new LinkedHashMap<>(values);
    changed.remove(name);
    return new Plist(changed, comment);
  }

  /// The same with these entries added to the map under a name.
  public Plist with(String name, Map<String, String> entries) {
    var map = new LinkedHashMap<String, Object>();
    if (values.get(name) instanceof Map<?, ?> old) {
      old.forEach((key, value) -> map.put((String) key, value));
    }
    map.putAll(entries);
    return with(name, (Object) map);
  }

  /// The same with another comment.
  public Plist commented(String text) {
    return new Plist(values, text);
  }

  /// The text of it, as launchd reads it.
  public String text() {
    var text = new StringBuilder(HEAD);
    if (!comment.isEmpty()) {
      text.append("<!-- ").append(comment).append(" -->\n");
    }
    text.append("<plist version=\"1.0\">\n");
    write(values, "", text);
    return text.append("</plist>\n").toString();
  }

  private static void write(Object value, String margin, StringBuilder text) {
    text.append(margin);
    switch (value) {
      case String string -> text.append("<string>").append(escaped(string)).append("</string>\n");
      case Long number -> text.append("<integer>").append(number).append("</integer>\n");
      case Boolean truth -> text.append(truth ? "<true/>\n" : "<false/>\n");
      case List<?> list -> {
        text.append("<array>\n");
        list.forEach(item -> write(item, margin + "  ", text));
        text.append(margin).append("</array>\n");
      }
      case Map<?, ?> map -> {
        text.append("<dict>\n");
        map.forEach(
            (key, item) -> {
              text.append(margin)
                  .append("  <key>")
                  .append(escaped((String) key))
                  .append("</key>\n");
              write(item, margin + "  ", text);
            });
        text.append(margin).append("</dict>\n");
      }
      default -> throw new IllegalArgumentException("no plist has a " + value.getClass());
    }
  }

  /// Text that XML does not take for more than text.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
