// Links when QPDF's archive can be used (see program_dependencies.cmake).

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>

int main() {
    QPDF pdf;
    pdf.emptyPDF();
    return 0;
}
