// What Xapian finds with its Finnish stemmer: reads one-word documents and questions, a line each ("d word", "q word", the
// documents first), and prints for each question a line with the numbers of the documents it finds.
#include <iostream>
#include <string>

#include <xapian.h>

int main()
{
    Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
    Xapian::Stem stem("finnish");
    Xapian::TermGenerator terms;
    terms.set_stemmer(stem);
    Xapian::QueryParser parser;
    parser.set_stemmer(stem);
    parser.set_default_op(Xapian::Query::OP_AND);
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    std::string line;
    while (std::getline(std::cin, line)) {
        const std::string word = line.substr(2);
        if (line[0] == 'd') {
            Xapian::Document doc;
            terms.set_document(doc);
            terms.index_text(word);
            db.add_document(doc);
            continue;
        }
        Xapian::Enquire enquire(db);
        enquire.set_query(parser.parse_query(word, 0));
        const Xapian::MSet found = enquire.get_mset(0, db.get_doccount());
        for (Xapian::MSetIterator i = found.begin(); i != found.end(); ++i)
            std::cout << *i - 1 << ' ';
        std::cout << '\n';
    }
    return 0;
}
