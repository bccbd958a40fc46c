// QPDF's archive wants GnuTLS for the ciphers of encrypted files. Loading GnuTLS with the eight libraries behind it
// costs as much as Poppler with all of its own, at each start, and hardly any CV is encrypted: these stand in for its
// functions and load it when the first of them is called. Where it cannot be loaded, QPDF reports an error as for any
// file that it cannot decrypt.

#include <dlfcn.h>

#include <cstddef>

namespace {

constexpr const char* kLibrary = "libgnutls.so.30";
constexpr int kInternalError = -59;  // GNUTLS_E_INTERNAL_ERROR

void* find(const char* name) {
    static void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    return library == nullptr ? nullptr : ::dlsym(library, name);
}

template <class Result, class... Arguments>
Result call(const char* name, Result otherwise, Arguments... arguments) {
    using Function = Result (*)(Arguments...);
    const auto function = reinterpret_cast<Function>(find(name));
    return function == nullptr ? otherwise : function(arguments...);
}

}  // namespace

// The types are those of the machine's calling convention: handles are pointers, algorithms are enumerations.
extern "C" {

int gnutls_hash_init(void** handle, int algorithm) {
    return call("gnutls_hash_init", kInternalError, handle, algorithm);
}
int gnutls_hash(void* handle, const void* text, std::size_t size) {
    return call("gnutls_hash", kInternalError, handle, text, size);
}
void gnutls_hash_deinit(void* handle, void* digest) {
    if (handle == nullptr) return;
    using Function = void (*)(void*, void*);
    if (const auto function = reinterpret_cast<Function>(find("gnutls_hash_deinit"))) function(handle, digest);
}
int gnutls_cipher_init(void** handle, int algorithm, const void* key, const void* iv) {
    return call("gnutls_cipher_init", kInternalError, handle, algorithm, key, iv);
}
int gnutls_cipher_encrypt2(void* handle, const void* text, std::size_t size, void* out, std::size_t out_size) {
    return call("gnutls_cipher_encrypt2", kInternalError, handle, text, size, out, out_size);
}
int gnutls_cipher_decrypt2(void* handle, const void* text, std::size_t size, void* out, std::size_t out_size) {
    return call("gnutls_cipher_decrypt2", kInternalError, handle, text, size, out, out_size);
}
void gnutls_cipher_deinit(void* handle) {
    if (handle == nullptr) return;
    using Function = void (*)(void*);
    if (const auto function = reinterpret_cast<Function>(find("gnutls_cipher_deinit"))) function(handle);
}
std::size_t gnutls_cipher_get_key_size(int algorithm) {
    return call("gnutls_cipher_get_key_size", std::size_t{0}, algorithm);
}
int gnutls_rnd(int level, void* data, std::size_t size) {
    return call("gnutls_rnd", kInternalError, level, data, size);
}
const char* gnutls_strerror(int error) {
    return call<const char*>("gnutls_strerror", "GnuTLS cannot be loaded", error);
}
}
