// What a C++ program that does nothing costs to start.
#include <iostream>

int main() {
    std::cout << '\n';
    return 0;
}
